import type { Store } from '../../engine/stores/store.ts';

/** What the runner is doing between two calls of its store. */
export type Stage = 'decide' | 'call' | 'settle';

/** A store that tells how long each stage of the send cycle took. */
export interface StopwatchStore {
  store: Store;
  /** milliseconds since the last take, by stage */
  take(): { [stage in Stage]: number };
}

/**
 * The runner looks for due work, claims and commits (decide), marks the rows and calls outside (call),
 * loads those who were answered and commits (settle), and looks for due work again.
 */
export function stopwatchStore(store: Store): StopwatchStore {
  let spentMs = { decide: 0, call: 0, settle: 0 };
  let stage: Stage = 'decide';
  let sinceMs = performance.now();

  function enter(next: Stage): void {
    const nowMs = performance.now();
    spentMs[stage] += nowMs - sinceMs;
    sinceMs = nowMs;
    stage = next;
  }

  return {
    store: {
      ...store,
      dueCustomers(query) {
        enter('decide');
        return store.dueCustomers(query);
      },
      markCalling(rows, nowMs) {
        enter('call');
        return store.markCalling(rows, nowMs);
      },
      loadCustomers(profileIds, reads) {
        if (stage === 'call') enter('settle');
        return store.loadCustomers(profileIds, reads);
      },
    },
    take() {
      enter('decide');
      const taken = spentMs;
      spentMs = { decide: 0, call: 0, settle: 0 };
      return taken;
    },
  };
}
