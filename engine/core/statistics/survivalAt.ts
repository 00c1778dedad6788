import { z } from 'zod';
import { computed, intervalFields, notComputable, resultSchema } from '../../../shared/statistic.ts';
import { kaplanMeier, type TimeCount } from './kaplanMeier.ts';

export const survivalAtSchema = resultSchema({ ...intervalFields, standardError: z.number() });
export type SurvivalAt = z.infer<typeof survivalAtSchema>;

/** Units still watched at a time, and without the event until then. */
export function leftAt(rows: readonly TimeCount[], time: number): number {
  return rows.reduce((sum, row) => sum + (row.time >= time ? row.events + row.censored : 0), 0);
}

/**
 * Share still without the event when a time is over: events before it count, one at that very time does not.
 *
 * @param rows  any order, time in any one unit
 * Source: Kaplan-Meier with Greenwood's error and limits on the log-log scale, as `kaplanMeier`.
 * Edge: nobody, nobody watched for so long yet, no event before, or nobody left without it are each not computable.
 */
export function survivalAt(rows: readonly TimeCount[], time: number, alpha?: number): SurvivalAt {
  const curve = kaplanMeier(rows, alpha);
  if (curve.state === 'notComputable') return curve;
  const last = curve.points.filter((point) => point.time < time).at(-1);
  if (leftAt(rows, time) === 0)
    return notComputable(last?.survival === 0 ? 'nobody-left' : 'no-information-yet');
  if (!last) return notComputable('no-events');
  const { survival, standardError, convertedInterval } = last;
  if (convertedInterval.state === 'notComputable') return convertedInterval;
  const { lower, upper } = convertedInterval;
  return computed({ estimate: survival, lower: 1 - upper, upper: 1 - lower, standardError });
}
