import { msOf } from './benchEngine.ts';
import { benchEvent } from './benchPopulation.ts';
import type { BenchServer } from './benchServer.ts';
import { drained, sendEvents } from './benchTraffic.ts';
import { grouped, type Section } from './section.ts';
import { withAnsweringServer } from './withAnsweringServer.ts';

const CUSTOMERS = 20_000;
const COUNT = 100_000;
const COUNT_LONG = 1_000_000;
const PER_REQUEST = 500;
const LANES = 4;
const GOAL_PER_SECOND = 10_000;

/** Milliseconds until so many events are on disk, and until all of them are applied. */
async function pour(server: BenchServer, count: number): Promise<{ acceptMs: number; applyMs: number }> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const from = next;
      next += PER_REQUEST;
      const events = Array.from({ length: PER_REQUEST }, (_, offset) => {
        const { name, profile } = benchEvent((from + offset) % CUSTOMERS);
        return { id: `e${from + offset}`, name, profile };
      });
      await sendEvents(server, events);
    }
  };
  const acceptMs = await msOf(() => Promise.all(Array.from({ length: LANES }, lane)));
  return { acceptMs, applyMs: acceptMs + (await msOf(() => drained(server))) };
}

/** How many events a second the real server accepts and applies. */
export function measureEvents(isLong: boolean): Promise<Section> {
  const count = isLong ? COUNT_LONG : COUNT;
  return withAnsweringServer(
    CUSTOMERS,
    (server) => pour(server, count),
    ({ acceptMs, applyMs }) => {
      const [accepted, applied] = [(count * 1000) / acceptMs, (count * 1000) / applyMs];
      return {
        about: `${grouped(count)} events over HTTP, ${PER_REQUEST} a request, ${LANES} requests at a time; answered when on disk.`,
        tables: [
          [
            ['events a second', 'measured', 'goal'],
            ['accepted, while others are applied', grouped(accepted), `≥ ${grouped(GOAL_PER_SECOND)}`],
            ['accepted and applied', grouped(applied), ''],
          ],
        ],
        data: { count, accepted, applied },
      };
    },
  );
}
