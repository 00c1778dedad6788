import { useState } from 'react';
import { offeredId, randomSuffix } from '../journeyId.ts';

/** The id of a form's thing: what is saved keeps its own, a new one follows its name until somebody writes another. */
export function useOfferedId(
  saved: string | undefined,
  name: string,
  kind: string,
): [id: string, write: (id: string) => void] {
  const [written, write] = useState(saved ?? null);
  const [suffix] = useState(randomSuffix);
  return [written ?? offeredId(name, kind, suffix), write];
}
