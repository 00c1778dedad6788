import type { Goal } from '../journey/journey.ts';
import type { ExperimentPlan } from './plan.ts';

/**
 * The goal a split is judged by: the one its plan names, else the journey's primary one, else the first.
 * @returns null when there is none, or the journey does not have the one named
 */
export function primaryGoalOf(goals: readonly Goal[], plan: ExperimentPlan | null): Goal | null {
  const named = plan?.primary.goal;
  if (named !== undefined) return goals.find(({ id }) => id === named) ?? null;
  return goals.find(({ primary }) => primary) ?? goals[0] ?? null;
}
