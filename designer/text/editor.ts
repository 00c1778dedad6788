import { canvasWords } from './editorCanvas.ts';
import { conditionWords } from './editorConditions.ts';
import { fieldWords } from './editorFields.ts';
import { moveWords } from './editorMove.ts';
import { nodeWords } from './editorNodes.ts';
import { pageWords } from './editorPage.ts';
import { planWords } from './editorPlan.ts';
import { rehearseWords } from './editorRehearse.ts';
import { resourceOf, type WordKey } from './wordTable.ts';

const table = {
  ...canvasWords,
  ...pageWords,
  ...fieldWords,
  ...conditionWords,
  ...nodeWords,
  ...planWords,
  ...rehearseWords,
  ...moveWords,
};

/** The words of the editor: i18next namespace `editor`. */
export const editorText = {
  en: resourceOf(table, 'en'),
  'zh-CN': resourceOf(table, 'zh-CN'),
};

export type EditorKey = WordKey<typeof table>;
