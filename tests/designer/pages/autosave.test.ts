// Goal: nothing typed is lost, nothing of others is overwritten, and the page says which is the case.
// Method: the real store and autosave over a port in memory, on fake timers.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { changeJourney } from '../../../designer/commands/changeJourney.ts';
import { REST_MS, startAutosave } from '../../../designer/pages/editor/autosave.ts';
import type { SaveOutcome } from '../../../designer/pages/editor/editorPort.ts';
import { createEditorStore } from '../../../designer/pages/editor/editorStore.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';
import { sampleJourney } from '../commands/sampleJourney.ts';

/** A server that keeps one draft and refuses what was not built on it. */
function keeper() {
  let revision = 1;
  const saved: string[] = [];
  const state = { fails: 0, delayMs: 0 };
  const saveDraft = async (_id: string, document: Journey, base: number): Promise<SaveOutcome> => {
    if (state.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, state.delayMs));
    if (state.fails > 0) {
      state.fails--;
      throw new Error('no answer');
    }
    if (base !== revision) return { outcome: 'conflict' };
    saved.push(document.name);
    return { outcome: 'saved', revision: ++revision };
  };
  return { saved, state, saveDraft, somebodyElseSaves: () => revision++ };
}

function opened() {
  const store = createEditorStore(sampleJourney(), builtInRegistry, () => 0);
  const port = keeper();
  const autosave = startAutosave({ store, port, journeyId: 'offer', revision: 1 });
  const rename = (name: string) => store.getState().edit((journey) => changeJourney(journey, { name }));
  return { store, port, autosave, rename, status: () => store.getState().save.status };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('autosave', () => {
  test('a change is saved after a rest, the last state of several changes once', async () => {
    const { port, rename, status } = opened();
    rename('A');
    expect(status()).toBe('pending');
    await vi.advanceTimersByTimeAsync(REST_MS - 1);
    rename('B');
    await vi.advanceTimersByTimeAsync(REST_MS - 1);
    expect(port.saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(port.saved).toEqual(['B']);
    expect(status()).toBe('saved');
  });

  test('what changes during a save is saved after it, over the new revision', async () => {
    const { port, rename, status } = opened();
    port.state.delayMs = 2000;
    rename('A');
    await vi.advanceTimersByTimeAsync(REST_MS + 1000);
    rename('B');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(port.saved).toEqual(['A', 'B']);
    expect(status()).toBe('saved');
  });

  test('what changes after a publish is saved over what the publish made', async () => {
    const { port, autosave, rename, status } = opened();
    autosave.rebase(port.somebodyElseSaves() + 1);
    rename('A');
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(port.saved).toEqual(['A']);
    expect(status()).toBe('saved');
  });

  test('a server that cannot be reached is tried again until it answers', async () => {
    const { port, rename, status } = opened();
    port.state.fails = 2;
    rename('A');
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(status()).toBe('offline');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(port.saved).toEqual(['A']);
    expect(status()).toBe('saved');
  });

  test('a draft saved elsewhere is not overwritten, now or later', async () => {
    const { port, rename, status } = opened();
    port.somebodyElseSaves();
    rename('A');
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(status()).toBe('conflict');
    rename('B');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(port.saved).toEqual([]);
    expect(status()).toBe('conflict');
  });

  test('going back to what is saved needs no save', async () => {
    const { store, port, rename, status } = opened();
    rename('A');
    store.getState().undo();
    expect(status()).toBe('saved');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(port.saved).toEqual([]);
  });

  test('flushing saves at once and says whether all is safe', async () => {
    const { port, autosave, rename } = opened();
    rename('A');
    expect(await autosave.flush()).toBe(true);
    expect(port.saved).toEqual(['A']);
    port.state.fails = 1;
    rename('B');
    expect(await autosave.flush()).toBe(false);
  });

  test('leaving the page saves what was still resting', async () => {
    const { port, autosave, rename } = opened();
    rename('A');
    autosave.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(port.saved).toEqual(['A']);
  });
});
