import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';
import { instantText } from '../../../shared/time.ts';
import { hasSmallCells } from '../statistics/fisherExact.ts';
import { mantelHaenszel } from '../statistics/mantelHaenszel.ts';
import { rateDifference } from '../statistics/rates.ts';
import type { Frame } from './frame.ts';
import { horizonOf, levelAtEnd, partsDiffer, partTest, sequenceOf } from './horizon.ts';
import { type Interval, intervalOf } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { levelOf, missingHouseholds, type Paired, pairEffect, pairUp, stratumEffects } from './pairing.ts';
import { countsOf, noTally, type Stratum } from './tally.ts';

type Strata = Analysis['strata'];

function rowOf(frame: Frame, metric: MetricData, stratum: Stratum): Strata['rows'][number] {
  const { input, reference, others } = frame;
  const epoch = input.epochs.find((row) => row.epoch === stratum.epoch);
  return {
    epoch: stratum.epoch,
    version: stratum.version,
    from: instantText(epoch?.fromMs ?? input.firstExposedAtMs ?? input.plannedAtMs),
    shares: epoch?.shares ?? {},
    arms: input.arms.map(({ id }) => {
      return { arm: id, ...countsOf(stratum.arms.get(id) ?? noTally) };
    }),
    differences: others.map((arm) => {
      const paired = pairUp([stratum], metric.input.measure, reference ?? '', arm);
      return { arm, difference: intervalOf(partTest(frame, paired, arm, metric.basis)) };
    }),
  };
}

/** As if there had been one stratum: only to be shown beside the stratified difference. */
function pooledDifference({ measure, estimator, total }: Paired): number | null {
  const { control, treatment } = total;
  if (control.units === 0 || treatment.units === 0) return null;
  if (estimator === 'ratio') {
    const [from, to] = [levelOf(control, measure), levelOf(treatment, measure)];
    return from.state === 'computed' && to.state === 'computed' ? to.estimate - from.estimate : null;
  }
  return measure === 'value' ? treatment.values.mean - control.values.mean : rateDifference(total);
}

function mantelHaenszelOf(frame: Frame, metric: MetricData, paired: Paired, arm: string): Interval | null {
  if (metric.input.measure === 'value') return null;
  if (paired.estimator === 'ratio') return notComputable('not-for-households');
  const common = mantelHaenszel(paired.pairs, levelAtEnd(frame));
  if (horizonOf(frame) === 'plannedEnd') return intervalOf(common);
  if (metric.basis === 'soFar') return notComputable('too-early');
  return intervalOf(sequenceOf(frame, paired, arm, common));
}

function combinedOf(frame: Frame, metric: MetricData, arm: string): Strata['combined'][number] {
  const paired = pairUp(metric.strata, metric.input.measure, frame.reference ?? '', arm);
  const pooled = pooledDifference(paired);
  const effect = pairEffect(paired);
  // strata too thin for a normal approximation differ from the others by that alone
  const thick = paired.pairs.filter((pair) => {
    if (missingHouseholds({ ...paired, total: pair }) > 0) return false;
    return paired.measure === 'value' || !hasSmallCells(pair);
  });
  const heterogeneity = partsDiffer(frame, arm, stratumEffects({ ...paired, pairs: thick }));
  // signs differ, or more than one standard error apart: the mix of customers did that, not the arm
  const hasSimpsonWarning =
    pooled !== null &&
    effect.state === 'computed' &&
    (pooled * effect.estimate < 0 || Math.abs(pooled - effect.estimate) > effect.standardError);
  return {
    arm,
    stratified: intervalOf(partTest(frame, paired, arm, metric.basis)),
    pooledDifference: pooled,
    mantelHaenszel: mantelHaenszelOf(frame, metric, paired, arm),
    heterogeneityPValue: heterogeneity?.pValue ?? null,
    hasSimpsonWarning,
    droppedUnits: paired.droppedUnits,
  };
}

/** The primary metric by allocation epoch and version, and what combines them. */
export function strataPart(frame: Frame, metric: MetricData | undefined): Strata {
  if (!metric) return { rows: [], combined: [] };
  return {
    rows: metric.strata.map((stratum) => rowOf(frame, metric, stratum)),
    combined: frame.others.map((arm) => combinedOf(frame, metric, arm)),
  };
}
