/** The demo's load, killed at random instants and then finished, against one that nobody disturbed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_NAME } from '../../server/databaseName.ts';
import { seededRandom } from './seededRandom.ts';

export interface DemoTortureOptions {
  customerCount: number;
  days: number;
  kills: number;
  seed: string;
  nowMs: number;
  say: (line: string) => void;
}

const TOTALS = [
  'SELECT name, count(*) AS count FROM event GROUP BY name ORDER BY name',
  `SELECT journey_id || ' ' || node || ' ' || status || ' ' || coalesce(reason, '') AS name, count(*) AS count
   FROM outbox GROUP BY 1 ORDER BY 1`,
  `SELECT journey_id || ' ' || node || ' ' || arm AS name, count(*) AS count FROM exposure GROUP BY 1 ORDER BY 1`,
  `SELECT journey_id || ' ' || status || ' ' || coalesce(reason, '') AS name, count(*) AS count
   FROM enrollment GROUP BY 1 ORDER BY 1`,
  `SELECT journey_id || ' ' || node || ' ' || metric || ' ' || detail AS name, count FROM count ORDER BY 1`,
  'SELECT goal AS name, count(*) AS count FROM conversion GROUP BY goal ORDER BY goal',
];
const TOTAL_NAMES = ['events', 'sends', 'arms', 'enrollments', 'counts', 'goals'];

function totalsOf(folder: string): Map<string, number> {
  const db = new Database(join(folder, DATABASE_NAME), { readonly: true });
  try {
    return new Map(
      TOTALS.flatMap((statement, index) =>
        // the two columns that every statement has
        (db.prepare(statement).all() as { name: string; count: number }[]).map(
          ({ name, count }): [string, number] => [`${TOTAL_NAMES[index]}: ${name}`, count],
        ),
      ),
    );
  } finally {
    db.close();
  }
}

function startLoad(folder: string, { customerCount, days, nowMs }: DemoTortureOptions): ChildProcess {
  const program = join(import.meta.dirname, 'demoChild.ts');
  const options = JSON.stringify({ folder, customerCount, days, nowMs });
  return spawn(process.execPath, ['--import', 'tsx', program, options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function finishLoad(folder: string, options: DemoTortureOptions): Promise<void> {
  const [code] = await once(startLoad(folder, options), 'close');
  if (code !== 0) throw new Error(`the load of the demo ended with ${code}`);
}

/** How the two differ, total by total; none when they are the same. */
export async function tortureDemo(options: DemoTortureOptions): Promise<string[]> {
  const { kills, seed, say } = options;
  const root = mkdtempSync(join(tmpdir(), 'throughline-torture-demo-'));
  const [whole, killed] = [join(root, 'whole'), join(root, 'killed')];
  const random = seededRandom(seed);
  try {
    const startedMs = performance.now();
    await finishLoad(whole, options);
    const wholeMs = performance.now() - startedMs;
    let hitCount = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const child = startLoad(killed, options);
      const closed = once(child, 'close');
      const afterMs = random() * wholeMs;
      const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
      const [, signal] = await closed;
      clearTimeout(timer);
      if (signal === 'SIGKILL') hitCount += 1;
      say(
        `load ${kill}: ${signal === 'SIGKILL' ? `killed after ${Math.round(afterMs)} ms` : 'done before its kill'}`,
      );
    }
    await finishLoad(killed, options);
    const [expected, found] = [totalsOf(whole), totalsOf(killed)];
    const names = [...new Set([...expected.keys(), ...found.keys()])];
    const sum = (kind: string) =>
      [...expected].reduce((total, [name, count]) => (name.startsWith(kind) ? total + count : total), 0);
    say(
      `${hitCount} kills hit; ${TOTAL_NAMES.slice(0, 3)
        .map((kind) => `${sum(kind)} ${kind}`)
        .join(', ')}`,
    );
    return names
      .filter((name) => expected.get(name) !== found.get(name))
      .map((name) => `${name}: ${found.get(name) ?? 0} instead of ${expected.get(name) ?? 0}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
