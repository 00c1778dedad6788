import { join } from 'node:path';
import { VirtualClock } from '../../engine/runner/clock.ts';
import { createEngine, type Engine } from '../../engine/runner/engine.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import type { WorkspaceInput } from '../../shared/workspace.ts';
import { DATABASE_NAME } from '../databaseName.ts';
import { benchProfile, benchTemplate, KNOWN_AT_MS } from './benchPopulation.ts';
import { type StopwatchStore, stopwatchStore } from './stopwatchStore.ts';

/** What the API hands over in one request. */
export const ACCEPT_BATCH = 500;

export interface BenchEngine {
  engine: Engine;
  stores: ReturnType<typeof openSqliteStore>;
  stopwatch: StopwatchStore;
  file: string;
  publish(journey: JourneyInput): Promise<void>;
  /** moves the clock and does everything due; milliseconds it took */
  settleAt(atMs: number): Promise<number>;
  close(): void;
}

export async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

export async function inBatches(count: number, take: (indexes: number[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < count; start += ACCEPT_BATCH) {
    const length = Math.min(ACCEPT_BATCH, count - start);
    await take(Array.from({ length }, (_, offset) => start + offset));
  }
}

/** An engine over a fresh file with so many customers; its providers accept at once, its clock is moved by hand. */
export async function openBenchEngine(given: {
  folder: string;
  workspace: WorkspaceInput;
  customerCount: number;
}): Promise<BenchEngine> {
  const file = join(given.folder, DATABASE_NAME);
  const stores = openSqliteStore(file);
  const stopwatch = stopwatchStore(stores.store);
  const clock = new VirtualClock(KNOWN_AT_MS);
  const engine = await createEngine({
    stores: { ...stores, store: stopwatch.store },
    providers: {
      channels: {},
      otherwise: { name: 'instant', idempotency: 'key', send: async () => ({ type: 'accepted' }) },
    },
    clock,
  });
  await engine.configure(given.workspace);
  await engine.saveTemplate('offer', benchTemplate);
  await inBatches(given.customerCount, (indexes) => engine.upsertProfiles(indexes.map(benchProfile)));
  await engine.settle();
  return {
    engine,
    stores,
    stopwatch,
    file,
    async publish(journey) {
      const published = await engine.publish(journey);
      if (!published.ok)
        throw new Error(`the benchmark's journey has problems: ${JSON.stringify(published.problems)}`);
    },
    settleAt(atMs) {
      clock.moveTo(atMs);
      return msOf(() => engine.settle());
    },
    close: () => stores.close(),
  };
}
