import { useEffect, useState } from 'react';
import { type Dictionary, emptyDictionary } from '../../fields/dictionary.ts';
import type { EditorPort } from './editorPort.ts';

/** Counts how often the person came back to this window: what a list was short of may have been made in another. */
function useReturns(): number {
  const [returns, setReturns] = useState(0);
  useEffect(() => {
    const count = () => setReturns((before) => before + 1);
    window.addEventListener('focus', count);
    return () => window.removeEventListener('focus', count);
  }, []);
  return returns;
}

/**
 * Loads the names fields suggest; whatever cannot be loaded is only missing as a suggestion.
 * @param attempt another one asks again: who loads somebody else's journey needs what it speaks of
 */
export function useDictionaries(port: EditorPort, attempt = 0): Dictionary {
  const [dictionary, setDictionary] = useState(emptyDictionary);
  const returns = useReturns();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt, or return, is another load
  useEffect(() => {
    let isCurrent = true;
    const put = <Name extends keyof Dictionary>(name: Name, entries: Promise<Dictionary[Name]>) => {
      entries.then(
        (loaded) => {
          if (isCurrent) setDictionary((before) => ({ ...before, [name]: loaded }));
        },
        () => undefined,
      );
    };
    put('events', port.eventNames());
    put('attributes', port.attributeNames());
    put('audiences', port.audiences());
    put('journeys', port.journeys());
    put('templates', port.templates());
    put('layers', port.layers());
    return () => {
      isCurrent = false;
    };
  }, [port, attempt, returns]);
  return dictionary;
}
