/** The moment between the wish to print and the paper: bright colours, the width of a page. */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { usePreferences } from '../preferences.ts';

let isPrinting = false;
const hearers = new Set<() => void>();

function subscribe(hear: () => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

function setPrinting(next: boolean): void {
  // the browser takes the picture as soon as its event handlers return
  flushSync(() => {
    isPrinting = next;
    for (const hear of hearers) hear();
  });
}

/** Whether the page is being put on paper. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}

/** Makes the page ready for paper whenever the browser prints. Answers how to stop. */
export function preparePrinting(): () => void {
  let schemeBefore = usePreferences.getState().scheme;
  const before = () => {
    schemeBefore = usePreferences.getState().scheme;
    flushSync(() => usePreferences.setState({ scheme: 'light' }));
    setPrinting(true);
  };
  const after = () => {
    setPrinting(false);
    usePreferences.setState({ scheme: schemeBefore });
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
