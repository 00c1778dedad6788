/** What a person chose for this browser: language, scheme, width of the navigation. */
import { create } from 'zustand';
import type { Locale } from '../shared/problem.ts';

export type Scheme = 'light' | 'dark';

interface Preferences {
  language: Locale;
  scheme: Scheme;
  navCollapsed: boolean;
  setLanguage(language: Locale): void;
  setScheme(scheme: Scheme): void;
  setNavCollapsed(collapsed: boolean): void;
}

const PREFIX = 'throughline.';

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    // storage is refused in some privacy modes; the choice then lasts until the page closes
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // see read
  }
}

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

export const usePreferences = create<Preferences>()((set) => ({
  language: languageFrom(read('language'), navigator.languages),
  scheme: schemeFrom(read('scheme'), matchMedia('(prefers-color-scheme: dark)').matches),
  navCollapsed: read('nav') === 'collapsed',
  setLanguage: (language) => {
    write('language', language);
    set({ language });
  },
  setScheme: (scheme) => {
    write('scheme', scheme);
    set({ scheme });
  },
  setNavCollapsed: (navCollapsed) => {
    write('nav', navCollapsed ? 'collapsed' : 'open');
    set({ navCollapsed });
  },
}));
