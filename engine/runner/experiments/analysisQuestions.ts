/** From a plan to what the store is asked: one metric each for the primary goal, secondary goals and guardrails. */
import { goalOf } from '../../../shared/experiment/goalOf.ts';
import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import type { Goal, Journey } from '../../../shared/journey/journey.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import type { MetricInput } from '../../core/experiments/analysisInput.ts';
import { offsetOf } from '../../core/time/duration.ts';
import type { GoalQuestion } from '../../stores/splitReads.ts';

export interface MetricQuestion {
  goal: Goal;
  measure: MetricInput['measure'];
  windowMs: number;
  asked: GoalQuestion;
}

const DAYS_PER_MONTH = 365.25 / 12;

/** Its usual length; what counts for a customer is the calendar. */
function usualLengthMs(duration: string): number {
  const { months, days, elapsedMs } = offsetOf(duration);
  return Math.round((months * DAYS_PER_MONTH + days) * DAY_MS) + elapsedMs;
}

/**
 * In the plan's order; empty for a journey without goals.
 * @param entryKey property of the business key, which goals ask for unless they name another
 */
export function metricQuestions(
  journey: Journey,
  plan: ExperimentPlan,
  entryKey: string | undefined,
): MetricQuestion[] {
  const { primary, secondary, guardrails, delay } = plan;
  return [primary, ...secondary, ...guardrails].flatMap(({ goal: id, measure, cap }) => {
    const goal = goalOf(journey, id);
    if (!goal) return [];
    return {
      goal,
      measure,
      windowMs: usualLengthMs(goal.within),
      asked: {
        event: goal.event,
        where: goal.where,
        key: goal.key ?? entryKey,
        within: goal.within,
        delay,
        value: measure === 'value' ? (goal.value ?? null) : null,
        cap: cap ?? null,
      },
    };
  });
}
