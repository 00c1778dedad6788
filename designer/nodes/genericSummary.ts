import type { JsonObject } from '../../shared/json.ts';
import type { EditorWords } from '../text/useEditorWords.ts';

const FIELDS_MAX = 2;

/** The first plain settings as they are written. */
export function genericSummary(settings: JsonObject, words: EditorWords): string {
  const plain = Object.entries(settings).filter(([, value]) => typeof value !== 'object' && value !== '');
  if (plain.length === 0) return words.t('summary.notSet');
  return plain
    .slice(0, FIELDS_MAX)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(' · ');
}
