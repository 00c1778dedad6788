import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { cuped } from '../statistics/cuped.ts';
import type { Effect } from '../statistics/effect.ts';
import { type Moments, mergePairMoments, noPairMoments, type PairMoments } from '../statistics/moments.ts';
import { stratifiedEstimate } from '../statistics/stratifiedEstimate.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { intervalOf } from './interval.ts';
import type { MetricData } from './metricData.ts';
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

interface Question {
  reference: string;
  arm: string;
  alpha: number;
}

/** The difference of two arms adjusted by the covariate, within each stratum and then over them. */
export function adjustedEffect(
  rows: readonly CovariateRow[],
  metric: MetricData,
  { reference, arm, alpha }: Question,
): Comparison['adjusted'] {
  const isValue = metric.input.measure === 'value';
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
      control: withMissing(from, outcomeMoments(control, isValue), meanX),
      treatment: withMissing(to, outcomeMoments(treatment, isValue), meanX),
      alpha,
    });
    if (result.state === 'notComputable') continue;
    const units = control.units + treatment.units;
    adjusted.push({ estimate: result.estimate, standardError: result.standardError, units });
    raw.push({ ...result.raw, units });
  }
  const [narrow, wide] = [stratifiedEstimate(adjusted, { alpha }), stratifiedEstimate(raw, { alpha })];
  if (narrow.state === 'notComputable' || wide.state === 'notComputable') return null;
  return {
    difference: intervalOf(narrow),
    varianceReduction: 1 - (narrow.standardError / wide.standardError) ** 2,
    changesSign: narrow.estimate * wide.estimate < 0,
    changesDecision: narrow.pValue < alpha !== wide.pValue < alpha,
  };
}
