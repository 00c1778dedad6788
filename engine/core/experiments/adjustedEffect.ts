import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { cuped } from '../statistics/cuped.ts';
import { differenceOf, type Effect, meanOf } from '../statistics/effect.ts';
import {
  type Moments,
  mergeMoments,
  mergePairMoments,
  noMoments,
  noPairMoments,
  type PairMoments,
} from '../statistics/moments.ts';
import { type StratifiedResult, stratifiedEstimate } from '../statistics/stratifiedEstimate.ts';
import type { AnalysisInput } from './analysisInput.ts';
import type { Frame } from './frame.ts';
import { horizonOf, levelAtEnd, sequenceOf } from './horizon.ts';
import { type IntervalTest, intervalOf, withPValue } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { type Paired, pairUp } from './pairing.ts';
import type { Tally } from './tally.ts';

type CovariateRow = NonNullable<AnalysisInput['covariate']>[number];

/** Moments of the metric in all mature customers of a tally; a rate's values are 0 and 1. */
function outcomeMoments(tally: Tally, isValue: boolean): Moments {
  if (isValue) return tally.values;
  const { units, conversions } = tally;
  return {
    units,
    mean: conversions / units,
    centredSquares: (conversions * (units - conversions)) / units,
  };
}

/** Metric of those without the covariate: whom the pairs leave out is known from the whole. */
function missingOf(known: PairMoments, all: Moments): Moments {
  const units = all.units - known.units;
  if (units <= 0) return noMoments;
  const mean = all.mean + (known.units / units) * (all.mean - known.meanY);
  const between = (known.units * units * (known.meanY - mean) ** 2) / all.units;
  return { units, mean, centredSquares: Math.max(0, all.centredSquares - known.centredYY - between) };
}

/** An arm whose customers without the covariate have the mean of it, their metric moved by `shift`. */
function withMissing(known: PairMoments, missing: Moments, meanX: number, shift: number): PairMoments {
  const { units, mean, centredSquares } = missing;
  if (units === 0) return known;
  const imputed = { ...noPairMoments, units, meanY: mean - shift, meanX, centredYY: centredSquares };
  return mergePairMoments(known, imputed);
}

/**
 * Effect of one stratum, adjusted, and as it is.
 *
 * Whoever lacks the covariate has its mean and an indicator of their own, so that arms that lack it unevenly are held
 * against each other all the same. Over both arms the two regressors are uncorrelated: the indicator's slope is the
 * difference of means between those without and those with it, and taking it out first leaves the covariate's.
 * Source: J. Cohen and P. Cohen, Applied Multiple Regression (1975), ch. 7, for the indicator; then `cuped`.
 */
function stratumEffect(
  of: { control: PairMoments; treatment: PairMoments },
  all: { control: Moments; treatment: Moments },
  alpha: number,
): { adjusted: Effect; raw: Effect } | null {
  const missing = {
    control: missingOf(of.control, all.control),
    treatment: missingOf(of.treatment, all.treatment),
  };
  const known = mergePairMoments(of.control, of.treatment);
  const lacking = mergeMoments(missing.control, missing.treatment);
  const shift = known.units > 0 && lacking.units > 0 ? lacking.mean - known.meanY : 0;
  const adjusted = cuped({
    control: withMissing(of.control, missing.control, known.meanX, shift),
    treatment: withMissing(of.treatment, missing.treatment, known.meanX, shift),
    alpha,
  });
  const [from, to] = [meanOf(all.control), meanOf(all.treatment)];
  if (adjusted.state === 'notComputable') return null;
  if (from.state === 'notComputable' || to.state === 'notComputable') return null;
  return { adjusted, raw: differenceOf(from, to) };
}

/** Interval and p-value of a combined estimate, valid for the horizon. */
function testNow(frame: Frame, paired: Paired, arm: string, combined: StratifiedResult): IntervalTest {
  if (horizonOf(frame) === 'plannedEnd') return withPValue(combined, combined);
  const sequence = sequenceOf(frame, paired, arm, combined);
  return withPValue(sequence, sequence);
}

/** The difference of an arm and the reference adjusted by the covariate, within each stratum and then over them. */
export function adjustedEffect(
  frame: Frame,
  rows: readonly CovariateRow[],
  metric: MetricData,
  arm: string,
): Comparison['adjusted'] {
  const { measure } = metric.input;
  const reference = frame.reference ?? '';
  const alpha = levelAtEnd(frame);
  const adjusted: (Effect & { units: number })[] = [];
  const raw: (Effect & { units: number })[] = [];
  for (const { epoch, version, arms } of metric.strata) {
    const [control, treatment] = [arms.get(reference), arms.get(arm)];
    if (!control || !treatment) continue;
    const knownOf = (id: string): PairMoments =>
      rows
        .filter((row) => row.arm === id && row.epoch === epoch && row.version === version)
        .reduce((sum, { pairs }) => mergePairMoments(sum, pairs), noPairMoments);
    const effect = stratumEffect(
      { control: knownOf(reference), treatment: knownOf(arm) },
      {
        control: outcomeMoments(control, measure === 'value'),
        treatment: outcomeMoments(treatment, measure === 'value'),
      },
      alpha,
    );
    if (!effect) continue;
    const units = control.units + treatment.units;
    adjusted.push({ ...effect.adjusted, units });
    raw.push({ ...effect.raw, units });
  }
  const [narrow, wide] = [stratifiedEstimate(adjusted, { alpha }), stratifiedEstimate(raw, { alpha })];
  if (narrow.state === 'notComputable' || wide.state === 'notComputable') return null;
  const paired = pairUp(metric.strata, measure, reference, arm);
  const [narrowTest, wideTest] = [testNow(frame, paired, arm, narrow), testNow(frame, paired, arm, wide)];
  const level = horizonOf(frame) === 'plannedEnd' ? alpha : frame.familyAlpha;
  const rejects = (test: IntervalTest): boolean => test.state === 'computed' && test.pValue < level;
  return {
    raw: intervalOf(wideTest),
    difference: intervalOf(narrowTest),
    varianceReduction: 1 - (narrow.standardError / wide.standardError) ** 2,
    changesSign: narrow.estimate * wide.estimate < 0,
    changesDecision: rejects(narrowTest) !== rejects(wideTest),
  };
}
