/** The demo's load, killed at random instants and then finished, against one that nobody disturbed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { DATABASE_NAME } from '../../server/databaseName.ts';
import { seededRandom } from './seededRandom.ts';
import { builtFolder } from './startBuilt.ts';

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
/** Of an undisturbed load's time: most kills hit, and the loads still come to their last day. */
const LATEST_SHARE = 0.8;
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
  const built = pathToFileURL(join(builtFolder, 'server/demo/loadDemo.js')).href;
  const program = `import { loadDemo } from ${JSON.stringify(built)};
    await loadDemo(${JSON.stringify({ folder, customerCount, days, nowMs })});`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function finishLoad(folder: string, options: DemoTortureOptions): Promise<void> {
  const [code] = await once(startLoad(folder, options), 'close');
  if (code !== 0) throw new Error(`the load of the demo ended with ${code}`);
}

/** Kills loads until so many kills hit; a load that came through is begun anew. Answers the folders that are done. */
async function killLoads(root: string, wholeMs: number, options: DemoTortureOptions): Promise<string[]> {
  const random = seededRandom(options.seed);
  const folders = [join(root, 'killed1')];
  for (let hitCount = 0; hitCount < options.kills; ) {
    const child = startLoad(folders.at(-1) ?? '', options);
    const closed = once(child, 'close');
    const afterMs = random() * wholeMs * LATEST_SHARE;
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    const [code, signal] = await closed;
    clearTimeout(timer);
    if (signal === 'SIGKILL') {
      hitCount += 1;
      options.say(`load ${folders.length}: killed after ${Math.round(afterMs)} ms`);
    } else {
      if (code !== 0) throw new Error(`the load of the demo ended with ${code}`);
      options.say(`load ${folders.length}: came through`);
      folders.push(join(root, `killed${folders.length + 1}`));
    }
  }
  await finishLoad(folders.at(-1) ?? '', options);
  return folders;
}

function differences(expected: Map<string, number>, found: Map<string, number>): string[] {
  const names = [...new Set([...expected.keys(), ...found.keys()])];
  return names
    .filter((name) => expected.get(name) !== found.get(name))
    .map((name) => `${name}: ${found.get(name) ?? 0} instead of ${expected.get(name) ?? 0}`);
}

/** How killed loads differ from an undisturbed one, total by total; none when they are the same. */
export async function tortureDemo(options: DemoTortureOptions): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'throughline-torture-demo-'));
  const whole = join(root, 'whole');
  try {
    const startedMs = performance.now();
    await finishLoad(whole, options);
    const killed = await killLoads(root, performance.now() - startedMs, options);
    const expected = totalsOf(whole);
    const sum = (kind: string) =>
      [...expected].reduce(
        (total, [name, count]) => (name.startsWith(`${kind}:`) ? total + count : total),
        0,
      );
    const kinds = TOTAL_NAMES.slice(0, 3).map((kind) => `${sum(kind)} ${kind}`);
    options.say(`${options.kills} kills; undisturbed: ${kinds.join(', ')}`);
    return killed.flatMap((folder) => differences(expected, totalsOf(folder)));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
