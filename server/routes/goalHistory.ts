import type { Hono } from 'hono';
import type { z } from 'zod';
import { HOUSEHOLDS_MIN, worthOfHouseholds } from '../../engine/core/experiments/householdSums.ts';
import { designEffect } from '../../engine/core/statistics/designEffect.ts';
import { type PairMoments, sampleVariance } from '../../engine/core/statistics/moments.ts';
import { addDuration } from '../../engine/core/time/duration.ts';
import type { GoalHistory } from '../../engine/stores/reports.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { GoalHistory as HistoryView } from '../../shared/api/experiments.ts';
import type { Condition } from '../../shared/condition.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { populationQuery } from './audienceQuery.ts';

/** How far back entries are counted to tell how many come a day: four weeks, so that every weekday counts alike. */
const PACE_DAYS = 28;

type Trigger = NonNullable<z.infer<typeof endpoints.goalHistory.body.schema>['trigger']>;

function entered(audience: Condition | null, { event, where }: Trigger): Condition {
  const lately: Condition = { type: 'event', event, within: `P${PACE_DAYS}D`, ...(where && { where }) };
  return audience === null ? lately : { type: 'all', of: [audience, lately] };
}

/** Of households worth fewer than a test needs, nothing can be said. */
function effectOf(pairs: PairMoments, variance: number) {
  const found = designEffect(pairs, variance);
  if (found.state === 'notComputable' || worthOfHouseholds(pairs) < HOUSEHOLDS_MIN) return null;
  return { designEffect: found.designEffect, correlation: found.correlation };
}

function householdsView(
  { customerCount, convertedCount, value }: Omit<GoalHistory, 'households'>,
  { conversions, values }: NonNullable<GoalHistory['households']>,
): NonNullable<HistoryView['households']> {
  const rate = convertedCount / Math.max(1, customerCount);
  return {
    count: conversions.units,
    size: conversions.meanX,
    conversion: effectOf(conversions, rate * (1 - rate)),
    value: value && values && value.units > 1 ? effectOf(values, sampleVariance(value)) : null,
  };
}

/** What a sample size rests on: the audience's own past. */
export function goalHistoryRoutes(app: Hono, backend: Backend): void {
  const { reports } = backend;

  bindEndpoint(app, endpoints.goalHistory, async ({ body }) => {
    const { event, where, within, value, audience, trigger, unit } = body;
    const population = populationQuery(audience, backend, 'audience');
    const { nowMs, zone } = population;
    // whoever came in later has not had a whole window yet
    const aWindowAgoMs = addDuration(nowMs, `-${within}`, zone);
    const entry = trigger && { ...trigger, untilMs: aWindowAgoMs, within };
    const fromMs = entry ? addDuration(aWindowAgoMs, `-${within}`, zone) : aWindowAgoMs;
    const [history, enteredCount] = await Promise.all([
      reports.goalHistory({
        population: { ...population, nowMs: fromMs },
        untilMs: nowMs,
        entry,
        event,
        where,
        property: value ?? null,
        unit,
      }),
      trigger === null
        ? null
        : reports.populationCount(populationQuery(entered(audience, trigger), backend, 'audience')),
    ]);
    const { customerCount, convertedCount, value: values } = history;
    return {
      customerCount,
      convertedCount,
      // of fewer than two there is no deviation
      value:
        values && values.units > 1
          ? {
              mean: values.mean,
              standardDeviation: Math.sqrt(sampleVariance(values)),
              percentile999: values.percentile999,
            }
          : null,
      perDay: enteredCount === null ? null : enteredCount / PACE_DAYS,
      ...(history.households && { households: householdsView(history, history.households) }),
    };
  });
}
