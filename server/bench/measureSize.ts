import { join } from 'node:path';
import { PAGE_SIZE } from '../../engine/runner/jobPage.ts';
import { BATCH_SIZE } from '../../engine/runner/runner.ts';
import { ACCEPT_BATCH, inBatches, msOf, openBenchEngine } from './benchEngine.ts';
import {
  benchAudience,
  benchEvent,
  benchJourney,
  benchWorkspace,
  DELAY_MS,
  ENTRY_AT_MS,
  sendsAtMs,
} from './benchPopulation.ts';
import { openFloorFile } from './floorFile.ts';
import { inTemporaryFolder } from './inTemporaryFolder.ts';

/** Milliseconds of one piece of work, and of the same rows written bare. */
export interface Timing {
  engineMs: number;
  floorMs: number;
}

export type Figure = 'events' | 'enrol' | 'decide' | 'call' | 'settle' | 'sends' | 'timers' | 'audience';

export type Round = { [figure in Figure]: Timing };

const added = (a: Timing, b: Timing): Timing => ({
  engineMs: a.engineMs + b.engineMs,
  floorMs: a.floorMs + b.floorMs,
});

/** One journey over so many customers on a fresh file, phase by phase, each beside its floor. */
export function measureSize(customerCount: number): Promise<Round> {
  return inTemporaryFolder(async (folder) => {
    const setup = { folder, workspace: benchWorkspace, customerCount };
    const { engine, stores, stopwatch, file, publish, settleAt, close } = await openBenchEngine(setup);
    await publish(benchJourney);
    const floor = openFloorFile(join(folder, 'floor.db'), file);
    try {
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
      const sends = added(added(decide, call), settle);

      const firedAtMs = sentAtMs + DELAY_MS;
      const timersMs = await settleAt(firedAtMs);
      const timers = { engineMs: timersMs, floorMs: floor.write('timers', BATCH_SIZE, firedAtMs) };

      const audience = {
        engineMs: await msOf(() => stores.reports.populationCount(benchAudience(customerCount / 2))),
        floorMs: floor.count(customerCount / 2),
      };
      return { events, enrol, decide, call, settle, sends, timers, audience };
    } finally {
      floor.close();
      close();
    }
  });
}
