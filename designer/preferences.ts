/** What a person chose for this browser: language, scheme, width of the navigation. */
import { create } from 'zustand';
import type { Locale } from '../shared/problem.ts';
import { languageFrom, type Scheme, schemeFrom } from './firstChoice.ts';

interface Preferences {
  language: Locale;
  scheme: Scheme;
  navCollapsed: boolean;
  setLanguage(language: Locale): void;
  setScheme(scheme: Scheme): void;
  setNavCollapsed(collapsed: boolean): void;
}

/** on narrower windows the words of the navigation make way for the page, unless asked for; CSS pixels */
const NAV_OPEN_FROM = 1200;

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

export const usePreferences = create<Preferences>()((set) => ({
  language: languageFrom(read('language'), navigator.languages),
  scheme: schemeFrom(read('scheme'), matchMedia('(prefers-color-scheme: dark)').matches),
  navCollapsed: (read('nav') ?? (innerWidth < NAV_OPEN_FROM ? 'collapsed' : 'open')) === 'collapsed',
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
