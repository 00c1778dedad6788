import { bilingual } from './bilingual.ts';

export const resultsText = bilingual({
  en: { title: '' },
  'zh-CN': { title: '' },
});
