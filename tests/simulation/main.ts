/** `npm run simulate -- --seeds N --from S`: plays worlds and says what is wrong with them. */
import { parseArgs } from 'node:util';
import { runPlan } from './runSeed.ts';
import { shrink } from './shrink.ts';
import { makePlan } from './world/makePlan.ts';
import type { Plan } from './world/plan.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    /** says what happened in detail */
    show: { type: 'boolean', default: false },
  },
});

async function report(plan: Plan, hash: string): Promise<void> {
  const shrunk = await shrink(plan);
  const { violations, evidence } = await runPlan(shrunk);
  console.log(
    `\nseed ${plan.seed} fails (${plan.store}, run ${hash}), cut down to ${shrunk.steps.length} steps:`,
  );
  for (const { id, says, found } of violations.slice(0, 5)) console.log(`  ${id} ${says}: ${found}`);
  console.log(`  replay: npm run simulate -- --seeds 1 --from ${plan.seed}`);
  if (!values.show) return;
  const { profiles, workspace } = shrunk;
  console.log(JSON.stringify({ profiles, workspace, steps: shrunk.steps, seen: evidence }, null, 1));
}

const from = Number(values.from);
const until = from + Number(values.seeds);
const startedMs = performance.now();
let failed = 0;
for (let seed = from; seed < until; seed++) {
  const plan = makePlan(seed);
  const { violations, hash } = await runPlan(plan);
  if (until - from === 1) console.log(`seed ${seed}: run ${hash}`);
  if (violations.length === 0) continue;
  failed += 1;
  await report(plan, hash);
}
const seconds = (performance.now() - startedMs) / 1000;
console.log(`${until - from} seeds from ${from}, ${failed} failed, ${seconds.toFixed(1)} s`);
process.exit(failed > 0 ? 1 : 0);
