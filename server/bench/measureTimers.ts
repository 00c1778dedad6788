import { setTimeout as sleep } from 'node:timers/promises';
import { openBenchEngine } from './benchEngine.ts';
import { ENTRY_AT_MS, waitingJourney } from './benchPopulation.ts';
import { type BenchServer, withBenchServer } from './benchServer.ts';
import { inTemporaryFolder } from './inTemporaryFolder.ts';
import { grouped, ms, type Section } from './section.ts';
import { type Spread, spreadOf } from './spread.ts';
import { steadily } from './steadily.ts';

const COUNT = 100_000;
const COUNT_LONG = 1_000_000;
const DRAIN_GOAL_S = 40;
const STALL_GOAL_MS = 25;
const ASK_EVERY_MS = 20;
const IDLE_MS = 3_000;
/** Requests of so long before are not counted: a fresh process answers its first ones slowly. */
const WARM_UP_MS = 1_500;
/** Enrolling and starting takes so long in terms of loading the profiles, and at least the second. */
const PREPARING_SHARE = 2;
const PREPARING_MS = 10_000;

/** Leaves a file in which everybody's timer falls due at one instant, soon; that instant. */
async function prepareTimers(folder: string, customerCount: number): Promise<number> {
  const startedMs = Date.now();
  const { publish, settleAt, close } = await openBenchEngine({ folder, workspace: {}, customerCount });
  const loadedMs = Date.now();
  const soonMs = loadedMs + PREPARING_MS + (loadedMs - startedMs) * PREPARING_SHARE;
  const delaySeconds = Math.round((soonMs - ENTRY_AT_MS) / 1000);
  await publish(waitingJourney(delaySeconds));
  await settleAt(ENTRY_AT_MS);
  close();
  return ENTRY_AT_MS + delaySeconds * 1000;
}

interface Drain {
  drainSeconds: number;
  /** of health requests before the timers are due, and from then on */
  idle: Spread;
  stall: Spread;
}

/** Asks for the server's health from before the timers fall due until the last has fired. */
async function watchDrain(server: BenchServer, dueAtMs: number): Promise<Drain> {
  const [idle, stall]: [number[], number[]] = [[], []];
  let drainedAtMs = Number.NaN;
  const ask = async () => {
    const askedAtMs = Date.now();
    const startedMs = performance.now();
    const { due } = await server.health();
    const spentMs = performance.now() - startedMs;
    if (askedAtMs >= dueAtMs) stall.push(spentMs);
    else if (askedAtMs >= dueAtMs - IDLE_MS) idle.push(spentMs);
    // the loop looks at the clock once a second when it has nothing to do
    if (askedAtMs > dueAtMs + 1000 && due?.customers === 0) drainedAtMs = Date.now();
  };
  await sleep(Math.max(0, dueAtMs - IDLE_MS - WARM_UP_MS - Date.now()));
  await steadily(ASK_EVERY_MS, () => !Number.isNaN(drainedAtMs), ask);
  return { drainSeconds: (drainedAtMs - dueAtMs) / 1000, idle: spreadOf(idle), stall: spreadOf(stall) };
}

function timersSection(count: number, { drainSeconds, idle, stall }: Drain): Section {
  const perSecond = count / drainSeconds;
  const millionSeconds = 1_000_000 / perSecond;
  return {
    about: `${grouped(count)} timers fall due at once under the real server; its health is asked for every ${ASK_EVERY_MS} ms. Floor: the same request while it is idle.`,
    tables: [
      [
        ['', 'measured', 'floor', 'goal'],
        ['a million timers', `${millionSeconds.toFixed(1)} s`, '', `≤ ${DRAIN_GOAL_S} s`],
        ['timers a second', grouped(perSecond), '', '≥ 25,000'],
        ['health request, p50', ms(stall.p50), ms(idle.p50), ''],
        ['health request, p99', ms(stall.p99), ms(idle.p99), `≤ ${STALL_GOAL_MS} ms`],
        ['health request, slowest', ms(stall.max), ms(idle.max), ''],
      ],
    ],
    data: { count, drainSeconds, millionSeconds, stall, idle },
  };
}

/** All timers of a file fall due at once under the real server. */
export function measureTimers(isLong: boolean): Promise<Section> {
  const count = isLong ? COUNT_LONG : COUNT;
  return inTemporaryFolder(async (folder) => {
    const dueAtMs = await prepareTimers(folder, count);
    return timersSection(count, await withBenchServer(folder, (server) => watchDrain(server, dueAtMs)));
  });
}
