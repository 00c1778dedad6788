import { goalOf } from '../../../shared/experiment/goalOf.ts';
import { type ExperimentPlan, experimentPlanSchema } from '../../../shared/experiment/plan.ts';
import { hashJson } from '../../../shared/journey/canonical.ts';
import type { Journey } from '../../../shared/journey/journey.ts';

/** Changes whenever the plan does, or an event, condition, window or value of a goal it names. */
export function planHash(journey: Pick<Journey, 'goals'>, plan: ExperimentPlan | null): string {
  const agreed = plan ?? experimentPlanSchema.parse({});
  const { primary, secondary, guardrails } = agreed;
  const goals = [primary, ...secondary, ...guardrails].map(({ goal }) => goalOf(journey, goal));
  return hashJson({ plan: agreed, goals });
}
