import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../shared/problem.ts';
import { audiencesText } from './audiences.ts';
import { chartsText } from './charts.ts';
import { contentText } from './content.ts';
import { customersText } from './customers.ts';
import { decisionText } from './decision.ts';
import { editorText } from './editor.ts';
import { effectText } from './effect.ts';
import { entryText } from './entry.ts';
import { experimentsText } from './experiments.ts';
import { householdsText } from './households.ts';
import { journeysText } from './journeys.ts';
import { messagesText } from './messages.ts';
import { methodsText } from './methods.ts';
import { outcomeText } from './outcome.ts';
import { parkedText } from './parked.ts';
import { resultsText } from './results.ts';
import { settingsText } from './settings.ts';
import { shellText } from './shell.ts';
import { spaceValues } from './spaceValues.ts';
import { trustText } from './trust.ts';
import { verdictText } from './verdict.ts';
import { wordsText } from './words.ts';

/** One namespace a page; `words` holds the product's own terms, used everywhere. */
export const texts = {
  shell: shellText,
  words: wordsText,
  households: householdsText,
  journeys: journeysText,
  editor: editorText,
  results: resultsText,
  experiments: experimentsText,
  verdict: verdictText,
  trust: trustText,
  effect: effectText,
  outcome: outcomeText,
  decision: decisionText,
  methods: methodsText,
  charts: chartsText,
  audiences: audiencesText,
  customers: customersText,
  entry: entryText,
  content: contentText,
  messages: messagesText,
  parked: parkedText,
  settings: settingsText,
};

type Namespace = keyof typeof texts;
export type TextResources = { [Name in Namespace]: (typeof texts)[Name]['en'] };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: TextResources;
  }
}

function resourcesOf(language: Locale) {
  return Object.fromEntries(Object.entries(texts).map(([name, words]) => [name, words[language]]));
}

/** Texts are bundled, so the first render already speaks the right language. */
export function startText(language: Locale): typeof i18next {
  void i18next
    .use(initReactI18next)
    .use(spaceValues)
    .init({
      lng: language,
      fallbackLng: 'en',
      supportedLngs: ['en', 'zh-CN'],
      defaultNS: 'shell',
      ns: Object.keys(texts),
      resources: { en: resourcesOf('en'), 'zh-CN': resourcesOf('zh-CN') },
      initAsync: false,
      // React escapes what it prints
      interpolation: { escapeValue: false },
      postProcess: spaceValues.name,
      returnNull: false,
    });
  return i18next;
}
