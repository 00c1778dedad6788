import { msOf } from './benchEngine.ts';
import { ANSWERED_EVENT } from './benchPopulation.ts';
import type { BenchServer } from './benchServer.ts';
import { drained, sendSteadily } from './benchTraffic.ts';
import { grouped, megabytes, type Section } from './section.ts';
import { slopeOf } from './spread.ts';
import { withAnsweringServer } from './withAnsweringServer.ts';

const CUSTOMERS = 100_000;
const PER_SECOND = 1_000;
const SECONDS = 60;
const SECONDS_LONG = 600;
const SAMPLE_EVERY_MS = 2_000;
/** Caches fill, and heaps grow to their working size, before this share of the run is over. */
const WARM_UP_SHARE = 0.4;
const GOAL_BYTES_PER_MINUTE = 2e6;

interface Watched {
  /** minutes, bytes */
  samples: { x: number; y: number }[];
  /** how long the server went on working when the load ended */
  behindMs: number;
}

async function watchUnderLoad(server: BenchServer, seconds: number): Promise<Watched> {
  const startedMs = performance.now();
  const samples: Watched['samples'] = [];
  const timer = setInterval(
    () => samples.push({ x: (performance.now() - startedMs) / 60_000, y: server.residentBytes() }),
    SAMPLE_EVERY_MS,
  );
  const traffic = { name: ANSWERED_EVENT, perSecond: PER_SECOND, seconds, customerCount: CUSTOMERS };
  await sendSteadily(server, traffic).finally(() => clearInterval(timer));
  return { samples, behindMs: await msOf(() => drained(server)) };
}

/** Whether the real server's memory stays what it is while it works. */
export function measureMemory(isLong: boolean): Promise<Section> {
  const seconds = isLong ? SECONDS_LONG : SECONDS;
  return withAnsweringServer(
    CUSTOMERS,
    (server) => watchUnderLoad(server, seconds),
    ({ samples, behindMs }) => {
      const settled = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
      const [first, last] = [settled[0]?.y ?? Number.NaN, settled.at(-1)?.y ?? Number.NaN];
      const bytesPerMinute = slopeOf(settled);
      return {
        about: `${grouped(PER_SECOND)} events a second for ${seconds} s, each answered with a message; resident memory of the real server every ${SAMPLE_EVERY_MS / 1000} s, the first ${WARM_UP_SHARE * 100} % left out.`,
        tables: [
          [
            ['memory', 'measured', 'goal'],
            ['after warming up', megabytes(first), ''],
            ['at the end', megabytes(last), ''],
            ['slope a minute', megabytes(bytesPerMinute), `≤ ${megabytes(GOAL_BYTES_PER_MINUTE)}`],
            ['work left when the load ended', `${(behindMs / 1000).toFixed(1)} s`, ''],
          ],
        ],
        data: { seconds, first, last, bytesPerMinute, behindMs, samples },
      };
    },
  );
}
