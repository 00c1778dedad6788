import { z } from 'zod';
import { computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import type { TimeCount } from './kaplanMeier.ts';
import { normalTwoSided } from './special/normal.ts';

export const logRankSchema = resultSchema({
  observed: z.number(),
  expected: z.number(),
  /** Above 0 when the treatment converts sooner than the control. */
  z: z.number(),
  chiSquare: z.number(),
  pValue: z.number(),
});
export type LogRank = z.infer<typeof logRankSchema>;

/**
 * Log-rank test: does one arm convert sooner than the other, over the whole time?
 *
 * Source: N. Mantel, Cancer Chemotherapy Reports 50 (1966) 163-170; hypergeometric variance, ties included.
 * Edge: an arm without units, or no conversion while both arms were at risk, is not computable.
 */
export function logRank(control: readonly TimeCount[], treatment: readonly TimeCount[]): LogRank {
  const sizeOf = (rows: readonly TimeCount[]) =>
    rows.reduce((sum, { events, censored }) => sum + events + censored, 0);
  let [inControl, inTreatment] = [sizeOf(control), sizeOf(treatment)];
  if (inControl === 0 || inTreatment === 0) return notComputable('no-units');
  let [observed, expected, variance] = [0, 0, 0];
  for (const { controlEvents, treatmentEvents, controlLeaves, treatmentLeaves } of merged(
    control,
    treatment,
  )) {
    const events = controlEvents + treatmentEvents;
    const atRisk = inControl + inTreatment;
    if (events > 0) {
      const share = inTreatment / atRisk;
      observed += treatmentEvents;
      expected += events * share;
      if (atRisk > 1) variance += events * share * (1 - share) * ((atRisk - events) / (atRisk - 1));
    }
    inControl -= controlLeaves;
    inTreatment -= treatmentLeaves;
  }
  if (variance === 0) return notComputable('no-events');
  const z = (observed - expected) / Math.sqrt(variance);
  return computed({ observed, expected, z, chiSquare: z * z, pValue: normalTwoSided(z) });
}

interface Moment {
  controlEvents: number;
  treatmentEvents: number;
  controlLeaves: number;
  treatmentLeaves: number;
}

function merged(control: readonly TimeCount[], treatment: readonly TimeCount[]): Moment[] {
  const byTime = new Map<number, Moment>();
  const at = (time: number): Moment => {
    const known = byTime.get(time);
    if (known) return known;
    const fresh = { controlEvents: 0, treatmentEvents: 0, controlLeaves: 0, treatmentLeaves: 0 };
    byTime.set(time, fresh);
    return fresh;
  };
  for (const { time, events, censored } of control) {
    at(time).controlEvents += events;
    at(time).controlLeaves += events + censored;
  }
  for (const { time, events, censored } of treatment) {
    at(time).treatmentEvents += events;
    at(time).treatmentLeaves += events + censored;
  }
  return [...byTime].sort(([one], [other]) => one - other).map(([, moment]) => moment);
}
