import { useEffect } from 'react';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';
import type { LoadedJourney } from './EditorPort.ts';

/** Counts of the version on the screen; a draft that says something new has none. */
export function useLiveCounts({ document, draftDiffers, versions }: LoadedJourney): void {
  const port = useEditorPort();
  const store = useEditorStore();
  const shown = useEditor((state) => state.shown?.version);
  const isUntouched = useEditor((state) => state.history.past.length === 0);
  const current = versions.find(({ isCurrent }) => isCurrent)?.version;
  const version = shown ?? (isUntouched && !draftDiffers ? current : undefined);
  useEffect(() => {
    if (version === undefined) return;
    const stop = port.watchCounts(document.id, version, (counts) => store.getState().set({ counts }));
    return () => {
      stop();
      store.getState().set({ counts: null });
    };
  }, [port, store, document.id, version]);
}
