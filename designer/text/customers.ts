import { bilingual } from './bilingual.ts';

export const customersText = bilingual({
  en: { title: '' },
  'zh-CN': { title: '' },
});
