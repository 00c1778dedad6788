import { useEffect } from 'react';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';
import type { LoadedJourney } from './editorPort.ts';

/** Counts of the version on the screen; a draft that says something new has none. */
export function useLiveCounts({ currentVersion }: LoadedJourney): void {
  const port = useEditorPort();
  const store = useEditorStore();
  const shown = useEditor((state) => state.shown?.version);
  const isRunning = useEditor(({ runningNodes, history }) => runningNodes === history.present.nodes);
  const journeyId = useEditor((state) => state.history.present.id);
  const version = shown ?? (isRunning ? currentVersion : null);
  useEffect(() => {
    if (version === null) return;
    const stop = port.watchCounts(journeyId, version, (counts) => store.getState().set({ counts }));
    return () => {
      stop();
      store.getState().set({ counts: null });
    };
  }, [port, store, journeyId, version]);
}
