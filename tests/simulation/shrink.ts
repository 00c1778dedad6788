import { runPlan } from './runSeed.ts';
import type { Plan } from './world/plan.ts';

/** Runs at most for one cut. */
const RUNS_MAX = 300;

/** The same failure with fewer steps: pieces are left out as long as the first violation stays. */
export async function shrink(plan: Plan): Promise<Plan> {
  const sought = (await runPlan(plan)).violations[0];
  let best = plan;
  let runs = 0;
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < best.steps.length && runs < RUNS_MAX; ) {
      const steps = best.steps.filter((_, index) => index < from || index >= from + size);
      const { violations } = await runPlan({ ...best, steps });
      runs += 1;
      if (violations.some(({ id, says }) => id === sought?.id && says === sought.says))
        best = { ...best, steps };
      else from += size;
    }
  }
  return best;
}
