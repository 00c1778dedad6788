import { createContext, useContext } from 'react';
import type { Layer } from '../../shared/api/experiments.ts';
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
  /** of splits that share no customer */
  layers: readonly Layer[];
}

export const emptyDictionary: Dictionary = {
  events: [],
  attributes: [],
  audiences: [],
  journeys: [],
  templates: [],
  layers: [],
};

export const DictionaryContext = createContext<Dictionary>(emptyDictionary);

export function useDictionary(): Dictionary {
  return useContext(DictionaryContext);
}
