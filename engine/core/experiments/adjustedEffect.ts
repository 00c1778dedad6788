import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { cuped } from '../statistics/cuped.ts';
import type { Effect } from '../statistics/effect.ts';
import { type Moments, mergePairMoments, noPairMoments, type PairMoments } from '../statistics/moments.ts';
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

/**
 * Adds those without the covariate, at its mean: whom the pairs leave out is known from the whole.
 *
 * Source: mean imputation, which costs precision but keeps everybody who was randomised.
 */
function withMissing(known: PairMoments, all: Moments, meanX: number): PairMoments {
  const units = all.units - known.units;
  if (units <= 0) return known;
  const meanY = all.mean + (known.units / units) * (all.mean - known.meanY);
  const between = (known.units * units * (known.meanY - meanY) ** 2) / all.units;
  const centredYY = Math.max(0, all.centredSquares - known.centredYY - between);
  return mergePairMoments(known, { ...noPairMoments, units, meanY, meanX, centredYY });
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
    const [from, to] = [knownOf(reference), knownOf(arm)];
    const { meanX } = mergePairMoments(from, to);
    const result = cuped({
      control: withMissing(from, outcomeMoments(control, measure === 'value'), meanX),
      treatment: withMissing(to, outcomeMoments(treatment, measure === 'value'), meanX),
      alpha,
    });
    if (result.state === 'notComputable') continue;
    const units = control.units + treatment.units;
    adjusted.push({ estimate: result.estimate, standardError: result.standardError, units });
    raw.push({ ...result.raw, units });
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
