// Goal: killed anywhere around the pause that harm calls for, the server has paused once after its restart, with one line of audit, and can go on.
// Method: the real server on SQLite, killed with SIGKILL the moment its file shows the run, the pause’s job, or the pause; then started again.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DATABASE_NAME } from '../../server/databaseName.ts';
import { DAY_MS, feedTrial, type Trial, type TrialCustomer } from './feedTrial.ts';
import { runCommand, type ServerProcess, startServerProcess } from './startServer.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-killed-'));
let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess(folder);
}, 60_000);
afterAll(async () => {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Four hundred of each arm; of the treatment's a fifth left. */
function harmful(id: string): Trial {
  const customers = ['control', 'letter'].flatMap((arm) =>
    Array.from({ length: 400 }, (_, n): TrialCustomer => {
      const left = arm === 'letter' && n % 5 === 0 ? [{ name: 'left', afterDays: 1 }] : [];
      const opened = n % 40 === 0 ? [{ name: 'opened', afterDays: 1 }] : [];
      return {
        id: `${id}-${arm}-${n}`,
        arm,
        exposedAtMs: Date.now() - 10 * DAY_MS,
        events: [...left, ...opened],
      };
    }),
  );
  return {
    id,
    goals: [
      { id: 'opened', event: 'opened', within: 'P2D', primary: true },
      { id: 'left', event: 'left', within: 'P2D', exit: false },
    ],
    arms: [
      { id: 'control', share: 50, control: true },
      { id: 'letter', share: 50 },
    ],
    plan: { guardrails: [{ goal: 'left', margin: 0.01, onHarm: 'pause' }] },
    customers,
  };
}

/** Starts the server, whose round begins with it, and kills it as soon as its file holds a row. */
async function startedAndKilledAt(query: string, id: string): Promise<void> {
  const db = new Database(join(folder, DATABASE_NAME), { readonly: true });
  const count = db.prepare(query).pluck();
  expect(count.get(id)).toBe(0);
  const child = runCommand(['start'], { THROUGHLINE_DATA: folder, PORT: '0', THROUGHLINE_LOG: 'warn' });
  const closed = once(child, 'close');
  const untilMs = Date.now() + 60_000;
  while (count.get(id) === 0 && Date.now() < untilMs) await sleep(1);
  child.kill('SIGKILL');
  await closed;
  expect(count.get(id)).toBe(1);
  db.close();
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400 && !(await isSo()); tries++) await sleep(50);
}

const RUN = `SELECT count(*) FROM analysis_run WHERE journey_id = ? AND json_extract(head, '$.actor') = 'automation'`;
const JOB = `SELECT count(*) FROM job WHERE type = 'catchUp' AND journey_id = ?`;
const LINE = `SELECT count(*) FROM audit WHERE deed = 'pause' AND subject = ?`;

const stateOf = async (id: string) => (await server.call('getJourney', { params: { id } })).state;
const linesOf = async (id: string) => {
  const { items } = await server.call('listAudit', {});
  return items.filter(({ deed, subject }) => deed === 'pause' && subject === id);
};

test.each([
  ['run', RUN],
  ['job', JOB],
  ['line', LINE],
])(
  'killed as its %s is written',
  async (name, query) => {
    const trial = harmful(name);
    await feedTrial(server, trial);
    await until(async () => (await server.call('getHealth', {})).due?.customers === 0);
    await server.stop();
    await startedAndKilledAt(query, name);
    server = await startServerProcess(folder);
    await until(async () => (await stateOf(name)) === 'paused');
    expect(await stateOf(name)).toBe('paused');
    expect(await linesOf(name)).toMatchObject([
      { actor: 'automation', detail: { node: 'ab', harm: [{ goal: 'left', arm: 'letter' }] } },
    ]);
    await server.call('resumeJourney', { params: { id: name } });
    expect(await stateOf(name)).toBe('live');
  },
  240_000,
);

test('the rounds of later starts pause none of them again', async () => {
  // both were looked at once more when the server was started for those after them
  for (const name of ['run', 'job']) {
    expect([name, await stateOf(name), (await linesOf(name)).length]).toEqual([name, 'live', 1]);
  }
});
