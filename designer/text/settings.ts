import { bilingual } from './bilingual.ts';

export const settingsText = bilingual({
  en: { title: '' },
  'zh-CN': { title: '' },
});
