import { createContext, useContext } from 'react';
import type { Template } from '../../shared/template.ts';
import type { DictionaryEntry, NamedEntry } from '../pages/editor/EditorPort.ts';

/** What the workspace knows by name, offered wherever a name is asked for. */
export interface Dictionary {
  events: readonly DictionaryEntry[];
  attributes: readonly DictionaryEntry[];
  audiences: readonly NamedEntry[];
  journeys: readonly NamedEntry[];
  templates: readonly { id: string; name: string; template: Template }[];
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
