import { bilingual } from './bilingual.ts';

export const messagesText = bilingual({
  en: { title: '' },
  'zh-CN': { title: '' },
});
