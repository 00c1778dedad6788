import { useEffect, useState } from 'react';
import { type Dictionary, emptyDictionary } from '../../fields/dictionary.ts';
import type { EditorPort } from './editorPort.ts';

/** Loads the names fields suggest; whatever cannot be loaded is only missing as a suggestion. */
export function useDictionaries(port: EditorPort): Dictionary {
  const [dictionary, setDictionary] = useState(emptyDictionary);
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
  }, [port]);
  return dictionary;
}
