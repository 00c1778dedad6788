/** One seed: its world, its run, and what is wrong with it. */
import { createHash } from 'node:crypto';
import { type Violation, violationsIn } from './checker/invariants.ts';
import type { Evidence } from './evidence.ts';
import { Restless } from './run/crash.ts';
import { playPlan } from './run/stage.ts';
import type { Plan } from './world/plan.ts';

export interface Outcome {
  violations: Violation[];
  /** of everything that was seen and read: equal for equal runs */
  hash: string;
  /** null when the run itself broke */
  evidence: Evidence | null;
}

function hashOf(evidence: Evidence): string {
  return createHash('sha256').update(JSON.stringify(evidence)).digest('hex').slice(0, 16);
}

/** What breaks a run is a violation too: an engine that never rests, or that throws. */
export async function runPlan(plan: Plan): Promise<Outcome> {
  try {
    const evidence = await playPlan(plan);
    return { violations: violationsIn(evidence), hash: hashOf(evidence), evidence };
  } catch (fault) {
    const found = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    const says = fault instanceof Restless ? 'the engine comes to rest' : 'the engine never throws';
    return { violations: [{ id: 'I2', says, found }], hash: 'none', evidence: null };
  }
}
