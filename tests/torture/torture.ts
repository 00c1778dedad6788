/** `npm run torture -- --rounds N [--seed S] [--power-cut | --demo]`. */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { killRig } from './rig.ts';
import { runTorture } from './runTorture.ts';

const VIOLATIONS_SHOWN = 20;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});
const say = (line: string) => console.log(line);

const outcome = await runTorture({ rounds: Number(values.rounds), seed: values.seed, makeRig: killRig, say });
say(JSON.stringify(outcome.figures));
for (const violation of outcome.violations.slice(0, VIOLATIONS_SHOWN))
  console.error(`VIOLATION ${violation}`);
if (outcome.violations.length > 0) {
  console.error(`${outcome.violations.length} violations; log, record and database are in ${outcome.folder}`);
  process.exitCode = 1;
} else rmSync(outcome.folder, { recursive: true });
