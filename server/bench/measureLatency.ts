import { join } from 'node:path';
import { openForReading, openForWriting } from '../../engine/stores/sqlite/openFile.ts';
import { DATABASE_NAME } from '../databaseName.ts';
import { ANSWERED_EVENT } from './benchPopulation.ts';
import { drained, sendSteadily, sentAtMs } from './benchTraffic.ts';
import { grouped, ms, type Section } from './section.ts';
import { type Spread, spreadOf } from './spread.ts';
import { withAnsweringServer } from './withAnsweringServer.ts';

const CUSTOMERS = 50_000;
const PER_SECOND = 2_000;
const WARM_UP_S = 5;
const SECONDS = 15;
const SECONDS_LONG = 60;
const GOAL_MS = 200;
const COMMITS = 200;

/** What one small transaction takes on this disk. */
function commitSpread(file: string): Spread {
  const { db, close } = openForWriting(file);
  const write = db.prepare('INSERT OR REPLACE INTO pace (name, next_at_ms) VALUES (?, ?)');
  const commit = db.transaction((value: number) => write.run('bench', value));
  const spent = Array.from({ length: COMMITS }, (_, value) => {
    const startedMs = performance.now();
    commit.immediate(value);
    return performance.now() - startedMs;
  });
  close();
  return spreadOf(spent);
}

/** From sending an event to the claim of its message, and to the provider's answer, by the ledger's own instants. */
function latencies(file: string, fromMs: number): { claimed: Spread; answered: Spread; count: number } {
  const { db, close } = openForReading(file);
  const rows = db
    .prepare(
      `SELECT e.entry ->> '$[0]' AS eventId, o.planned_at_ms AS plannedAtMs, o.decided_at_ms AS answeredAtMs
       FROM outbox AS o JOIN enrollment AS e USING (profile_id, journey_id, ordinal)`,
    )
    .all() as { eventId: string; plannedAtMs: number; answeredAtMs: number }[]; // columns of the statement
  close();
  const measured = rows.filter(({ eventId }) => sentAtMs(eventId) >= fromMs);
  return {
    claimed: spreadOf(measured.map(({ eventId, plannedAtMs }) => plannedAtMs - sentAtMs(eventId))),
    answered: spreadOf(measured.map(({ eventId, answeredAtMs }) => answeredAtMs - sentAtMs(eventId))),
    count: measured.length,
  };
}

function latencySection(
  seconds: number,
  found: ReturnType<typeof latencies> & { commit: Spread; spentMs: number },
): Section {
  const { claimed, answered, commit, count, spentMs } = found;
  const perSecond = Math.round((count * 1000) / spentMs);
  const row = (label: string, name: keyof Spread, goal = '') => [
    label,
    ms(claimed[name]),
    ms(answered[name]),
    ms(commit[name]),
    goal,
  ];
  return {
    about: `${grouped(perSecond)} events a second over HTTP for ${seconds} s, each answered with a message. From sending the event to claiming the message, and to the provider's answer. Floor: one commit to this disk.`,
    tables: [
      [
        ['event to message', 'claimed', 'answered', 'floor', 'goal'],
        row('p50', 'p50'),
        row('p99', 'p99', `≤ ${GOAL_MS} ms`),
        row('slowest', 'max'),
      ],
    ],
    data: { perSecond, seconds, claimed, answered, commit },
  };
}

/** How soon the real server answers an event with a message, at a steady rate. */
export function measureLatency(isLong: boolean): Promise<Section> {
  const seconds = isLong ? SECONDS_LONG : SECONDS;
  return withAnsweringServer(
    CUSTOMERS,
    async (server) => {
      const traffic = { name: ANSWERED_EVENT, perSecond: PER_SECOND, customerCount: CUSTOMERS };
      const fromMs = Date.now() + WARM_UP_S * 1000;
      await sendSteadily(server, { ...traffic, seconds: WARM_UP_S + seconds });
      const spentMs = Date.now() - fromMs;
      await drained(server);
      return { fromMs, spentMs };
    },
    ({ fromMs, spentMs }, folder) => {
      const commit = commitSpread(join(folder, 'floor.db'));
      return latencySection(seconds, { ...latencies(join(folder, DATABASE_NAME), fromMs), commit, spentMs });
    },
  );
}
