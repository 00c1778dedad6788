/** What a test loads, with the engine as it is or with a planted bug. */
export { runPlan } from './runSeed.ts';
export { makePlan } from './world/makePlan.ts';
