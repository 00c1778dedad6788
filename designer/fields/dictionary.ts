import { createContext, useContext } from 'react';
import type {
  AudienceEntry,
  DictionaryEntry,
  NamedEntry,
  TemplateEntry,
} from '../pages/editor/editorPort.ts';

/** What the workspace knows by name, offered wherever a name is asked for. */
export interface Dictionary {
  events: readonly DictionaryEntry[];
  attributes: readonly DictionaryEntry[];
  audiences: readonly AudienceEntry[];
  journeys: readonly NamedEntry[];
  templates: readonly TemplateEntry[];
}

export const emptyDictionary: Dictionary = {
  events: [],
  attributes: [],
  audiences: [],
  journeys: [],
  templates: [],
};

export const DictionaryContext = createContext<Dictionary>(emptyDictionary);

export function useDictionary(): Dictionary {
  return useContext(DictionaryContext);
}
