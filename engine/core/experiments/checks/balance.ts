import type { Check } from '../../../../shared/experiment/check.ts';
import { differenceOf, meanOf } from '../../statistics/effect.ts';
import { miettinenNurminenDifference } from '../../statistics/miettinenNurminenDifference.ts';
import {
  type Moments,
  mergePairMoments,
  noMoments,
  noPairMoments,
  type PairMoments,
} from '../../statistics/moments.ts';
import { stratifiedEstimate, type Stratum as WeighedStratum } from '../../statistics/stratifiedEstimate.ts';
import type { AnalysisInput } from '../analysisInput.ts';
import type { Frame } from '../frame.ts';
import { pairUp, stratumEffects } from '../pairing.ts';
import { armTotal, type Stratum, strataOf } from '../tally.ts';

const BALANCE_ALPHA = 0.001;
/** Standard deviations by which the means of a covariate may differ without a word. */
const DIFFERENCE_NOTED = 0.1;
const NOTED_ALPHA = 0.05;

interface Finding {
  detail: Check['details'][number] & { pValue: number };
  /** in standard deviations; 0 for conversions, whose test says enough */
  size: number;
}

function beforeStrata({ before }: AnalysisInput): Stratum[] {
  return strataOf(
    before.map(({ arm, epoch, version, units, conversions }) => ({
      arm,
      epoch,
      version,
      tally: { units, conversions, values: noMoments },
    })),
  );
}

/** Conversions before the exposure: the same goal, as long a time, and no arm can have changed it. */
function beforeFinding(strata: readonly Stratum[], reference: string, arm: string): Finding | undefined {
  const paired = pairUp(strata, 'conversion', reference, arm);
  const [only] = paired.pairs;
  if (!only) return undefined;
  const test =
    paired.pairs.length === 1
      ? miettinenNurminenDifference(only)
      : stratifiedEstimate(stratumEffects(paired));
  if (test.state === 'notComputable') return undefined;
  const rateOf = (id: string): number => {
    const { conversions, units } = armTotal(strata, id);
    return conversions / units;
  };
  const detail = {
    kind: 'before' as const,
    label: arm,
    observed: rateOf(arm),
    expected: rateOf(reference),
    pValue: test.pValue,
  };
  return { detail, size: 0 };
}

const momentsOfX = ({ units, meanX, centredXX }: PairMoments): Moments => ({
  units,
  mean: meanX,
  centredSquares: centredXX,
});

/** Means of the covariate, within each stratum and then over them. */
function covariateFinding(input: AnalysisInput, reference: string, arm: string): Finding | undefined {
  const rows = input.covariate ?? [];
  const momentsOf = (id: string, stratum?: string): PairMoments =>
    rows
      .filter((row) => row.arm === id && (stratum === undefined || `${row.epoch}/${row.version}` === stratum))
      .reduce((sum, { pairs }) => mergePairMoments(sum, pairs), noPairMoments);
  const strata = [...new Set(rows.map(({ epoch, version }) => `${epoch}/${version}`))];
  const effects = strata.flatMap((stratum): WeighedStratum[] => {
    const [from, to] = [momentsOfX(momentsOf(reference, stratum)), momentsOfX(momentsOf(arm, stratum))];
    const [control, treatment] = [meanOf(from), meanOf(to)];
    if (control.state === 'notComputable' || treatment.state === 'notComputable') return [];
    return [{ ...differenceOf(control, treatment), units: from.units + to.units }];
  });
  const test = stratifiedEstimate(effects);
  if (test.state === 'notComputable') return undefined;
  const [from, to] = [momentsOf(reference), momentsOf(arm)];
  const deviation = Math.sqrt((from.centredXX + to.centredXX) / (from.units + to.units - 2));
  const detail = {
    kind: 'covariate' as const,
    label: arm,
    observed: to.meanX,
    expected: from.meanX,
    pValue: test.pValue,
  };
  return { detail, size: Math.abs(test.estimate) / deviation };
}

/** Were the arms alike before anything happened to them? */
export function balance({ input, reference, others }: Frame): Check {
  const strata = beforeStrata(input);
  const findings = others.flatMap((arm) => [
    ...(reference === null ? [] : [beforeFinding(strata, reference, arm)]),
    ...(reference === null ? [] : [covariateFinding(input, reference, arm)]),
  ]);
  const known = findings.filter((finding) => finding !== undefined);
  const corrected = known.map(({ detail, size }) => ({
    size,
    detail: { ...detail, pValue: Math.min(1, detail.pValue * known.length) },
  }));
  const value = corrected.length === 0 ? null : Math.min(...corrected.map(({ detail }) => detail.pValue));
  const isFailed = value !== null && value < BALANCE_ALPHA;
  const isNoted = corrected.some(
    ({ detail, size }) => size > DIFFERENCE_NOTED && detail.pValue < NOTED_ALPHA,
  );
  return {
    id: 'balance',
    state: value === null ? 'unknown' : isFailed ? 'failed' : isNoted ? 'warning' : 'ok',
    value,
    threshold: BALANCE_ALPHA,
    unit: 'pValue',
    advice: value === null ? 'nothingFromBefore' : isFailed || isNoted ? 'differedBefore' : 'none',
    details: corrected.map(({ detail }) => detail),
  };
}
