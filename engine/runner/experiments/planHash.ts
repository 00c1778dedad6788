import { type ExperimentPlan, experimentPlanSchema } from '../../../shared/experiment/plan.ts';
import { hashJson } from '../../../shared/journey/canonical.ts';
import type { Goal, Journey } from '../../../shared/journey/journey.ts';

/** The goal splits are judged by: the named one, else the primary, else the first. */
export function goalOf(journey: Pick<Journey, 'goals'>, id?: string): Goal | null {
  if (id !== undefined) return journey.goals.find((goal) => goal.id === id) ?? null;
  return journey.goals.find((goal) => goal.primary) ?? journey.goals[0] ?? null;
}

/** Changes whenever the plan does, or an event, condition, window or value of a goal it names. */
export function planHash(journey: Pick<Journey, 'goals'>, plan: ExperimentPlan | null): string {
  const agreed = plan ?? experimentPlanSchema.parse({});
  const { primary, secondary, guardrails } = agreed;
  const goals = [primary, ...secondary, ...guardrails].map(({ goal }) => goalOf(journey, goal));
  return hashJson({ plan: agreed, goals });
}
