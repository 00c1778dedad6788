import type { Hono } from 'hono';
import { sampleVariance } from '../../engine/core/statistics/moments.ts';
import { addDuration } from '../../engine/core/time/duration.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Condition } from '../../shared/condition.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { populationQuery } from './audienceQuery.ts';

/** How far back entries are counted to tell how many come a day: four weeks, so that every weekday counts alike. */
const PACE_DAYS = 28;

function entered(audience: Condition | null, event: string): Condition {
  const lately: Condition = { type: 'event', event, within: `P${PACE_DAYS}D` };
  return audience === null ? lately : { type: 'all', of: [audience, lately] };
}

/** What a sample size rests on: the audience's own past. */
export function goalHistoryRoutes(app: Hono, backend: Backend): void {
  const { reports } = backend;

  bindEndpoint(app, endpoints.goalHistory, async ({ body }) => {
    const { event, where, within, value, audience, trigger } = body;
    const population = populationQuery(audience, backend);
    const { nowMs, zone } = population;
    const [history, enteredCount] = await Promise.all([
      reports.goalHistory({
        population: { ...population, nowMs: addDuration(nowMs, `-${within}`, zone) },
        untilMs: nowMs,
        event,
        where,
        property: value ?? null,
      }),
      trigger === null ? null : reports.populationCount(populationQuery(entered(audience, trigger), backend)),
    ]);
    const { customerCount, convertedCount, value: values } = history;
    return {
      customerCount,
      convertedCount,
      // of fewer than two there is no deviation
      value:
        values && values.units > 1
          ? { mean: values.mean, standardDeviation: Math.sqrt(sampleVariance(values)) }
          : null,
      perDay: enteredCount === null ? null : enteredCount / PACE_DAYS,
    };
  });
}
