import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../engine/runner/clock.ts';
import { createEngine, type Engine } from '../../engine/runner/engine.ts';
import { PAGE_SIZE } from '../../engine/runner/jobPage.ts';
import { BATCH_SIZE } from '../../engine/runner/runner.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import {
  benchAudience,
  benchEvent,
  benchJourney,
  benchProfile,
  benchTemplate,
  benchWorkspace,
  DELAY_MS,
  ENTRY_AT_MS,
  KNOWN_AT_MS,
  sendsAtMs,
} from './benchPopulation.ts';
import { openFloorFile } from './floorFile.ts';
import { stopwatchStore } from './stopwatchStore.ts';

/** What the API hands over in one request. */
const ACCEPT_BATCH = 500;

/** Milliseconds of one piece of work, and of the same rows written bare. */
export interface Timing {
  engineMs: number;
  floorMs: number;
}

export type Figure = 'events' | 'enrol' | 'decide' | 'call' | 'settle' | 'sends' | 'timers' | 'audience';

export type Round = { [figure in Figure]: Timing };

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function inBatches(count: number, take: (indexes: number[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < count; start += ACCEPT_BATCH) {
    const length = Math.min(ACCEPT_BATCH, count - start);
    await take(Array.from({ length }, (_, offset) => start + offset));
  }
}

async function prepare(engine: Engine, customerCount: number): Promise<void> {
  await engine.configure(benchWorkspace);
  await engine.saveTemplate('offer', benchTemplate);
  const published = await engine.publish(benchJourney);
  if (!published.ok)
    throw new Error(`the benchmark's journey has problems: ${JSON.stringify(published.problems)}`);
  await inBatches(customerCount, (indexes) => engine.upsertProfiles(indexes.map(benchProfile)));
  await engine.settle();
}

const added = (a: Timing, b: Timing): Timing => ({
  engineMs: a.engineMs + b.engineMs,
  floorMs: a.floorMs + b.floorMs,
});

/** One journey over so many customers on a fresh file, phase by phase, each beside its floor. */
export async function measureSize(customerCount: number): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const file = join(folder, 'engine.db');
  const stores = openSqliteStore(file);
  const floor = openFloorFile(join(folder, 'floor.db'), file);
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
  const settleAt = (atMs: number) => {
    clock.moveTo(atMs);
    return msOf(() => engine.settle());
  };
  try {
    await prepare(engine, customerCount);

    const accept = () => inBatches(customerCount, (indexes) => engine.track(indexes.map(benchEvent)));
    const events = { engineMs: await msOf(accept), floorMs: floor.write('events', ACCEPT_BATCH) };
    await engine.settle();

    const enrolMs = await settleAt(ENTRY_AT_MS);
    const enrol = { engineMs: enrolMs, floorMs: floor.write('enrol', PAGE_SIZE, ENTRY_AT_MS) };

    const sentAtMs = sendsAtMs(customerCount);
    stopwatch.take();
    await settleAt(sentAtMs);
    const stages = stopwatch.take();
    const stage = (name: keyof typeof stages): Timing => ({
      engineMs: stages[name],
      floorMs: floor.write(name, BATCH_SIZE, sentAtMs),
    });
    const [decide, call, settle] = [stage('decide'), stage('call'), stage('settle')];

    const firedAtMs = sentAtMs + DELAY_MS;
    const timersMs = await settleAt(firedAtMs);
    const timers = { engineMs: timersMs, floorMs: floor.write('timers', BATCH_SIZE, firedAtMs) };

    const audience = {
      engineMs: await msOf(() => stores.reports.populationCount(benchAudience(customerCount / 2))),
      floorMs: floor.count(customerCount / 2),
    };
    return {
      events,
      enrol,
      decide,
      call,
      settle,
      sends: added(added(decide, call), settle),
      timers,
      audience,
    };
  } finally {
    floor.close();
    stores.close();
    rmSync(folder, { recursive: true });
  }
}
