import type { JourneyId } from '../../../shared/ids.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { EditorPort, SaveOutcome } from './editorPort.ts';
import type { EditorStore } from './editorStore.ts';
import type { SaveState } from './saveState.ts';

/** rest after the last change before the draft is sent */
export const REST_MS = 800;
const RETRY_FIRST_MS = 2000;
const RETRY_MAX_MS = 30_000;

export interface Autosave {
  /** Saves now what is not saved. @returns whether the document on the screen is safe */
  flush(): Promise<boolean>;
  /** What is safe was published and is now of this revision; later changes go over it. */
  rebase(revision: number): void;
  stop(): void;
}

interface AutosaveOptions {
  store: EditorStore;
  port: Pick<EditorPort, 'saveDraft'>;
  journeyId: JourneyId;
  /** of the document the store was made with */
  revision: number;
}

/** Keeps the draft safe: one save at a time, each over the revision of the last; a conflict ends it. */
export function startAutosave({ store, port, journeyId, revision }: AutosaveOptions): Autosave {
  let safe: Journey = store.getState().history.present;
  let base = revision;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let retryMs = RETRY_FIRST_MS;
  let isOver = false;

  const current = () => store.getState().history.present;
  const tell = (save: SaveState) => store.getState().set({ save });
  const plan = (inMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), inMs);
  };

  function settle(document: Journey, result: SaveOutcome): void {
    retryMs = RETRY_FIRST_MS;
    if (result.outcome === 'refused') return tell({ status: 'refused', problems: result.problems });
    if (result.outcome === 'conflict') {
      isOver = true;
      return tell({ status: 'conflict' });
    }
    base = result.revision;
    safe = document;
    if (current() === safe) tell({ status: 'saved' });
    else plan(0);
  }

  async function send(document: Journey): Promise<void> {
    tell({ status: 'saving' });
    try {
      settle(document, await port.saveDraft(journeyId, document, base));
    } catch {
      tell({ status: 'offline' });
      plan(retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    }
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (running) await running;
    if (isOver || current() === safe) return;
    running = send(current()).finally(() => {
      running = null;
    });
    await running;
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (isOver || state.history.present === before.history.present) return;
    const isSafeAgain = state.history.present === safe && !running;
    tell({ status: isSafeAgain ? 'saved' : 'pending' });
    if (isSafeAgain) clearTimeout(timer);
    else plan(REST_MS);
  });

  return {
    flush: async () => {
      await save();
      return current() === safe;
    },
    rebase: (published) => {
      base = published;
    },
    stop: () => {
      unsubscribe();
      void save();
      isOver = true;
      clearTimeout(timer);
    },
  };
}
