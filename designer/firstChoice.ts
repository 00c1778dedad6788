/** What a browser that was never here before is shown. */
import type { Locale } from '../shared/problem.ts';

export type Scheme = 'light' | 'dark';

/** The chosen language, else the first one of the browser that the product speaks, else English. */
export function languageFrom(stored: string | null, wanted: readonly string[]): Locale {
  if (stored === 'en' || stored === 'zh-CN') return stored;
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** The chosen scheme, else the system's. */
export function schemeFrom(stored: string | null, systemIsDark: boolean): Scheme {
  if (stored === 'light' || stored === 'dark') return stored;
  return systemIsDark ? 'dark' : 'light';
}
