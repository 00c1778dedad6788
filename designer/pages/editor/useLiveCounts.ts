import { useEffect } from 'react';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';
import type { LoadedJourney } from './editorPort.ts';

/** Counts of the version looked at; on the draft those of all versions together, wherever people are. */
export function useLiveCounts({ currentVersion }: LoadedJourney): void {
  const port = useEditorPort();
  const store = useEditorStore();
  const version = useEditor((state) => state.shown?.version ?? null);
  const journeyId = useEditor((state) => state.history.present.id);
  const isPublished = currentVersion !== null;
  useEffect(() => {
    if (!isPublished) return;
    const stop = port.watchCounts(journeyId, version, (counts) => store.getState().set({ counts }));
    return () => {
      stop();
      store.getState().set({ counts: null });
    };
  }, [port, store, journeyId, version, isPublished]);
}
