import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import type { Goal, Journey } from '../../../shared/journey/journey.ts';

/** The goal a split is judged by: the plan's, else the journey's primary, else its first; null where there is none. */
export function primaryGoal(journey: Journey, plan: ExperimentPlan | null): Goal | null {
  const named = plan?.primary.goal;
  if (named !== undefined) return journey.goals.find(({ id }) => id === named) ?? null;
  return journey.goals.find(({ primary }) => primary) ?? journey.goals[0] ?? null;
}
