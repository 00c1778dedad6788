/** `npm run torture -- [--rounds N] [--seed S] [--power-cut | --demo [--customers N]]`; exit code 1 on a violation. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { powerCutReason, powerCutRig } from './powerCutRig.ts';
import { killRig } from './rig.ts';
import { runTorture, type TortureOptions } from './runTorture.ts';
import { tortureDemo } from './tortureDemo.ts';

const VIOLATIONS_SHOWN = 20;
const DEMO_KILLS = 10;
const DEMO_DAYS = 30;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    'power-cut': { type: 'boolean', default: false },
    demo: { type: 'boolean', default: false },
    customers: { type: 'string', default: '3000' },
  },
});
const { seed } = values;
const rounds = Number(values.rounds);
const say = (line: string) => console.log(line);

function fail(violations: readonly string[], where: string): void {
  for (const violation of violations.slice(0, VIOLATIONS_SHOWN)) console.error(`VIOLATION ${violation}`);
  console.error(`${violations.length} violations; ${where}`);
  process.exitCode = 1;
}

async function torture(makeRig: TortureOptions['makeRig']): Promise<void> {
  const { folder, violations, figures } = await runTorture({ rounds, seed, makeRig, say });
  say(JSON.stringify(figures));
  if (violations.length > 0) fail(violations, `seed ${seed}; log, record and database are in ${folder}`);
  else {
    say(`${rounds} rounds, 0 violations`);
    rmSync(folder, { recursive: true });
  }
}

/** First with a planted fault, which has to be found; then as the product is. */
async function torturePower(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-torture-'));
  const reason = powerCutReason(folder);
  rmSync(folder, { recursive: true });
  if (reason) return say(`power cut skipped: ${reason}`);
  say('synchronous=NORMAL, which must lose something');
  const weak = await runTorture({ rounds, seed, say, makeRig: (at) => powerCutRig(at, 'NORMAL') });
  rmSync(weak.folder, { recursive: true });
  const lostCount = weak.figures.lost ?? 0;
  if (lostCount > 0) say(`${lostCount} acknowledged events lost, as they must be`);
  else fail(['synchronous=NORMAL lost no acknowledged event'], 'the harness proves nothing');
  say('synchronous=FULL, which must lose nothing');
  await torture((at) => powerCutRig(at, 'FULL'));
}

async function tortureLoads(): Promise<void> {
  const customerCount = Number(values.customers);
  const options = { customerCount, days: DEMO_DAYS, kills: DEMO_KILLS, seed, nowMs: Date.now(), say };
  const differences = await tortureDemo(options);
  if (differences.length > 0) fail(differences, `seed ${seed}, ${customerCount} customers`);
  else say('the same totals as undisturbed');
}

if (values['power-cut']) await torturePower();
else if (values.demo) await tortureLoads();
else await torture(killRig);
