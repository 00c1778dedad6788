import { startText, type TextResources } from '../../designer/text/i18n.ts';
import { type EditorWords, wordsOf } from '../../designer/text/useEditorWords.ts';
import type { Locale } from '../../shared/problem.ts';

type Page = Exclude<keyof TextResources, 'editor'>;
type Say = (key: string, params?: { [name: string]: string | number }) => string;

/** What the page calls things in a language, by the keys of its own word tables. */
export interface PageWords {
  editor: EditorWords;
  /** Errors: throws for a key the page does not have. */
  on(page: Page): Say;
}

export function wordsIn(locale: Locale): PageWords {
  const i18next = startText(locale);
  return {
    editor: wordsOf(i18next, locale),
    on(page) {
      const say = i18next.getFixedT(locale, page) as unknown as Say; // the keys are checked below
      return (key, params) => {
        if (!i18next.exists(key, { lng: locale, ns: page, ...params })) {
          throw new Error(`${page} has no words for ${key}`);
        }
        return say(key, params);
      };
    },
  };
}
