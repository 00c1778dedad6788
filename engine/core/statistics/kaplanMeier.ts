import { z } from 'zod';
import { ALPHA_DEFAULT, computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import { normalUpperQuantile } from './special/normal.ts';

/** What happened at one time since exposure: units that converted then, and units last seen then. */
export const timeCountSchema = z.object({
  time: z.number().min(0),
  events: z.number().int().min(0),
  censored: z.number().int().min(0),
});
export type TimeCount = z.infer<typeof timeCountSchema>;

const limitsSchema = resultSchema({ lower: z.number(), upper: z.number() });

export const survivalPointSchema = z.object({
  time: z.number(),
  atRisk: z.number(),
  events: z.number(),
  /** Share not yet converted just after this time. */
  survival: z.number(),
  /** Share converted by this time, 1 − survival, with its interval. */
  converted: z.number(),
  standardError: z.number(),
  convertedInterval: limitsSchema,
});
export type SurvivalPoint = z.infer<typeof survivalPointSchema>;

export const kaplanMeierSchema = resultSchema({ units: z.number(), points: z.array(survivalPointSchema) });
export type KaplanMeier = z.infer<typeof kaplanMeierSchema>;

export const restrictedMeanSchema = resultSchema({ mean: z.number(), standardError: z.number() });
export type RestrictedMean = z.infer<typeof restrictedMeanSchema>;

/** Rows in order of time with the units at risk just before each; rows of the same time are added. */
function withRisk(rows: readonly TimeCount[]): (TimeCount & { atRisk: number })[] {
  const byTime = new Map<number, TimeCount>();
  for (const { time, events, censored } of rows) {
    const before = byTime.get(time) ?? { time, events: 0, censored: 0 };
    byTime.set(time, { time, events: before.events + events, censored: before.censored + censored });
  }
  let atRisk = rows.reduce((sum, { events, censored }) => sum + events + censored, 0);
  return [...byTime.values()]
    .sort((one, other) => one.time - other.time)
    .map((row) => {
      const here = { ...row, atRisk };
      atRisk -= row.events + row.censored;
      return here;
    });
}

function intervalOf(survival: number, spread: number, z: number): SurvivalPoint['convertedInterval'] {
  // the log-log scale has no value at 0: nobody is left to say how sure that is
  if (survival === 0) return notComputable('nobody-left');
  const reach = (z * Math.sqrt(spread)) / Math.log(survival);
  const ends = [survival ** Math.exp(reach), survival ** Math.exp(-reach)];
  return computed({ lower: 1 - Math.max(...ends), upper: 1 - Math.min(...ends) });
}

/**
 * Share converted by time since exposure, which uses customers whose window is not over yet.
 *
 * A unit censored at the time of a conversion still counts as at risk then. Intervals on the log-log scale.
 *
 * @param rows  any order, time in any one unit
 * Source: E. Kaplan and P. Meier, JASA 53 (1958) 457-481; Greenwood's variance; J. Kalbfleisch and R. Prentice (1980).
 * Edge: no units is not computable; nobody converted gives no points; where everybody at risk converted, the interval is
 * a state of its own.
 */
export function kaplanMeier(rows: readonly TimeCount[], alpha: number = ALPHA_DEFAULT): KaplanMeier {
  const ordered = withRisk(rows);
  const units = ordered[0]?.atRisk ?? 0;
  if (units === 0) return notComputable('no-units');
  const z = normalUpperQuantile(alpha / 2);
  const points: SurvivalPoint[] = [];
  let [survival, spread] = [1, 0];
  for (const { time, events, atRisk } of ordered) {
    if (events === 0) continue;
    const left = atRisk - events;
    survival *= left / atRisk;
    // Greenwood's term is infinite for the last one at risk, whose survival of 0 has no standard error
    spread += left === 0 ? 0 : events / (atRisk * left);
    points.push({
      time,
      atRisk,
      events,
      survival,
      converted: 1 - survival,
      standardError: survival * Math.sqrt(spread),
      convertedInterval: intervalOf(survival, spread, z),
    });
  }
  return computed({ units, points });
}

/**
 * Mean time unconverted up to a horizon: the area under the survival curve, in the unit of the times.
 *
 * Source: Kaplan and Meier (1958), section 6; variance as in R's survival package.
 * Edge: no units is not computable.
 */
export function restrictedMeanTime(rows: readonly TimeCount[], horizon: number): RestrictedMean {
  const curve = kaplanMeier(rows);
  if (curve.state === 'notComputable') return curve;
  const points = curve.points.filter(({ time }) => time < horizon);
  const areas: number[] = [];
  let [from, height, mean] = [0, 1, 0];
  for (const { time, survival } of [...points, { time: horizon, survival: 0 }]) {
    areas.push((time - from) * height);
    mean += (time - from) * height;
    [from, height] = [time, survival];
  }
  let [areaAfter, variance] = [0, 0];
  for (let index = points.length - 1; index >= 0; index--) {
    areaAfter += areas[index + 1] ?? 0;
    const { atRisk = 0, events = 0 } = points[index] ?? {};
    if (atRisk > events) variance += (areaAfter ** 2 * events) / (atRisk * (atRisk - events));
  }
  return computed({ mean, standardError: Math.sqrt(variance) });
}
