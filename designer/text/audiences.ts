import { bilingual } from './bilingual.ts';

export const audiencesText = bilingual({
  en: { title: '' },
  'zh-CN': { title: '' },
});
