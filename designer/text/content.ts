import { bilingual } from './bilingual.ts';

export const contentText = bilingual({
  en: { title: '' },
  'zh-CN': { title: '' },
});
