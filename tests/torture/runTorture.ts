/** Start, load, crash, again and again; then one last start that may finish its work, and the checks. */
import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_NAME } from '../../server/databaseName.ts';
import { callOf, type ServerProcess } from '../server/startServer.ts';
import { checkAll } from './checkAll.ts';
import { claimedSends } from './claimedSends.ts';
import { emptyRecord, type LoadRecord } from './loadRecord.ts';
import { pourLoad, putCustomers, resumeAll } from './pourLoad.ts';
import { readProviderLog } from './providerLog.ts';
import type { Rig } from './rig.ts';
import { seededRandom } from './seededRandom.ts';
import { describeStandstill, openWork } from './standstill.ts';
import { type BuiltServer, startBuilt } from './startBuilt.ts';
import { startProvider } from './startProvider.ts';
import { prepareWorkspace } from './tortureWorkspace.ts';

const CRASH_MS_MIN = 30;
const CRASH_MS_MAX = 3_000;
/** Of the crashes; the clock of these begins with the process, not with its first answer. */
const START_UP_SHARE = 0.25;
const DRAIN_MS_MAX = 120_000;

export interface TortureOptions {
  rounds: number;
  seed: string;
  makeRig: (folder: string) => Rig;
  say: (line: string) => void;
}

export interface TortureOutcome {
  /** log, database and record lie here */
  folder: string;
  violations: string[];
  figures: { [name: string]: number };
}

type Random = () => number;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Short lives as likely as long ones: evenly spread on a logarithmic scale. */
function crashAfterMs(random: Random): number {
  return CRASH_MS_MIN * (CRASH_MS_MAX / CRASH_MS_MIN) ** random();
}

async function startedOrThrow(server: BuiltServer): Promise<{ url: string; startMs: number }> {
  const started = await server.ready;
  if (!started) throw new Error(`the server did not start: ${server.said()}`);
  return started;
}

async function stopInOrder(server: BuiltServer): Promise<void> {
  server.child.kill('SIGTERM');
  await server.closed;
}

async function prepare(rig: Rig, providerPort: number): Promise<void> {
  const server = startBuilt(rig.dataFolder, rig.preload);
  const { url } = await startedOrThrow(server);
  await prepareWorkspace(callOf(url), providerPort);
  await putCustomers(callOf(url));
  await stopInOrder(server);
  rig.settle();
}

/** One life of the server; answers how long it took to start, or null when it was killed before it was ready. */
async function oneRound(rig: Rig, record: LoadRecord, random: Random): Promise<string> {
  const isEarly = random() < START_UP_SHARE;
  const afterMs = crashAfterMs(random);
  const server = startBuilt(rig.dataFolder, rig.preload);
  let isOver = false;
  const early = isEarly ? sleep(afterMs).then(() => rig.crash(server)) : null;
  const started = await server.ready;
  if (!started && !isEarly) throw new Error(`the server did not start: ${server.said()}`);
  if (!started) {
    await early;
    return `killed in start-up after ${Math.round(afterMs)} ms`;
  }
  const underWay = (profileId: string) => claimedSends(join(rig.dataFolder, DATABASE_NAME), profileId);
  const pouring = pourLoad({ call: callOf(started.url), record, random, isOver: () => isOver, underWay });
  await (early ?? sleep(afterMs).then(() => rig.crash(server)));
  isOver = true;
  await pouring;
  const after = `${Math.round(afterMs)} ms after ${isEarly ? 'its start' : 'its first answer'}`;
  return `ready in ${Math.round(started.startMs)} ms, killed ${after}`;
}

/** Waits until nobody is under way and nothing is to be sent; in words what is left, or null. */
async function drain(
  { said }: BuiltServer,
  call: ServerProcess['call'],
  file: string,
): Promise<string | null> {
  const db = new Database(file, { readonly: true });
  const untilMs = performance.now() + DRAIN_MS_MAX;
  try {
    for (;;) {
      const health = await call('getHealth', {});
      const { due } = health;
      if (openWork(db) === 0 && due?.customers === 0 && due.effects === 0) return null;
      if (performance.now() > untilMs) return describeStandstill(file, health, said());
      await sleep(200);
    }
  } finally {
    db.close();
  }
}

async function finish(rig: Rig, record: LoadRecord): Promise<{ left: string | null; startMs: number }> {
  const server = startBuilt(rig.dataFolder, rig.preload);
  const { url, startMs } = await startedOrThrow(server);
  await resumeAll(callOf(url), record);
  const left = await drain(server, callOf(url), join(rig.dataFolder, DATABASE_NAME));
  await stopInOrder(server);
  return { left, startMs };
}

function keepRecord(folder: string, record: LoadRecord): void {
  const plain = Object.entries(record).map(([name, value]) => [
    name,
    value instanceof Map || value instanceof Set ? [...value] : value,
  ]);
  appendFileSync(join(folder, 'record.json'), JSON.stringify(Object.fromEntries(plain)));
}

export async function runTorture({ rounds, seed, makeRig, say }: TortureOptions): Promise<TortureOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-torture-'));
  const logFile = join(folder, 'provider.log');
  const random = seededRandom(seed);
  const record = emptyRecord();
  const rig = makeRig(folder);
  const provider = await startProvider(logFile, seed);
  try {
    await prepare(rig, provider.port);
    for (let round = 1; round <= rounds; round++) {
      const said = await oneRound(rig, record, random);
      say(`round ${round}: ${said}; ${record.acknowledged.size} events acknowledged`);
    }
    const { left, startMs } = await finish(rig, record);
    say(`last start: ready in ${Math.round(startMs)} ms, ${left === null ? 'drained' : 'not drained'}`);
    keepRecord(folder, record);
    const file = join(rig.dataFolder, DATABASE_NAME);
    const checked = checkAll({ file, record, log: readProviderLog(logFile) });
    const violations = [
      ...(left === null ? [] : [`after ${DRAIN_MS_MAX / 1000} s of rest work is left: ${left}`]),
      ...(rig.mayRefuse ? [] : record.refusals.map((text) => `a request was refused: ${text}`)),
      ...checked.violations,
    ];
    return { folder, violations, figures: checked.figures };
  } finally {
    await provider.stop();
    rig.close();
  }
}
