import type { i18n } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale, Words } from '../../shared/problem.ts';
import { shareText } from '../format/signs.ts';
import type { EditorKey } from './editor.ts';

/** Everything needed to speak: a sentence by its key, words that shared code brings along, numbers. */
export interface EditorWords {
  locale: Locale;
  t(key: EditorKey, params?: { [name: string]: string | number }): string;
  of(words: Words): string;
  /** several names in one line */
  list(names: readonly string[]): string;
  /** of a share between 0 and 1 */
  percent(share: number): string;
}

export function wordsOf(i18next: Pick<i18n, 'getFixedT'>, locale: Locale): EditorWords {
  // the table's own type checks the keys; i18next's would expand every namespace for each call
  const translate = i18next.getFixedT(locale, 'editor') as unknown as EditorWords['t'];
  return {
    locale,
    t: translate,
    of: (words) => words[locale],
    list: (names) => names.join(locale === 'zh-CN' ? '、' : ', '),
    percent: (share) => shareText(locale, share),
  };
}

export function useEditorWords(): EditorWords {
  const { i18n } = useTranslation();
  const locale: Locale = i18n.language === 'zh-CN' ? 'zh-CN' : 'en';
  return useMemo(() => wordsOf(i18n, locale), [i18n, locale]);
}
