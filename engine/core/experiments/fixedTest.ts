import { computed, notComputable } from '../../../shared/statistic.ts';
import type { AlwaysValid } from '../statistics/confidenceSequence.ts';
import { decidingPValue } from '../statistics/decidingPValue.ts';
import { type EffectResult, normalTest } from '../statistics/effect.ts';
import { fieller, fiellerAt } from '../statistics/fieller.ts';
import { miettinenNurminenDifference } from '../statistics/miettinenNurminenDifference.ts';
import { miettinenNurminenRatio } from '../statistics/miettinenNurminenRatio.ts';
import { steadyRate } from '../statistics/steadyRates.ts';
import { stratifiedEstimate } from '../statistics/stratifiedEstimate.ts';
import { welch } from '../statistics/welch.ts';
import { type Interval, type IntervalTest, intervalOf, withPValue } from './interval.ts';
import {
  levelOf,
  missingHouseholds,
  type Paired,
  pairEffect,
  standardisedLevel,
  stratumEffects,
} from './pairing.ts';
import type { Tally } from './tally.ts';

export interface FixedTest {
  method: 'score' | 'exact' | 'welch' | 'ratio' | 'stratified';
  test: IntervalTest;
}

const SIMPLE_METHODS = { rate: 'score', mean: 'welch', ratio: 'ratio' } as const;

/**
 * Difference, interval and p-value of one look: over the strata when there are several, else Miettinen-Nurminen for
 * rates, with the larger of its and Fisher's p-value where cells are small, and Welch for values.
 *
 * Over households it is the normal test of a ratio metric: all those would take a household's customers as independent.
 * Edge: where an arm's households are worth fewer than 20 of equal size it is not computable, because a normal test of
 * few rejects too often.
 */
export function fixedTest(paired: Paired, alpha: number): FixedTest {
  const { measure, estimator, pairs } = paired;
  const [only] = pairs;
  if (!only) return { method: SIMPLE_METHODS[estimator], test: notComputable('no-units') };
  if (missingHouseholds(paired) > 0) return { method: 'ratio', test: notComputable('too-few-units') };
  if (pairs.length > 1) {
    const combined = stratifiedEstimate(stratumEffects(paired), { alpha });
    return { method: 'stratified', test: withPValue(combined, combined) };
  }
  if (estimator === 'ratio') {
    const effect = pairEffect(paired);
    const test = effect.state === 'computed' ? normalTest(effect, alpha) : effect;
    return { method: 'ratio', test: withPValue(test, test) };
  }
  if (measure === 'value') {
    const test = welch({ control: only.control.values, treatment: only.treatment.values, alpha });
    return { method: 'welch', test: withPValue(test, test) };
  }
  const deciding = decidingPValue(only);
  return {
    method: deciding.state === 'computed' ? deciding.method : 'score',
    test: withPValue(miettinenNurminenDifference({ ...only, alpha }), deciding),
  };
}

/** Rates or means of the two arms, over the strata. */
export function levelsOf(paired: Paired): { control: EffectResult; treatment: EffectResult } {
  const { measure, estimator, expected } = paired;
  const armLevel = (tally: Tally, rate: number) =>
    estimator === 'rate' ? computed(steadyRate(tally, rate)) : levelOf(tally, measure);
  return {
    control: standardisedLevel(paired, (pair) => armLevel(pair.control, expected.control)),
    treatment: standardisedLevel(paired, (pair) => armLevel(pair.treatment, expected.treatment)),
  };
}

/**
 * Relative lift: Miettinen-Nurminen's for rates, Fieller's for values, ratios over households and several strata:
 * it excludes 0 exactly when the normal test of the difference rejects, which the logarithm's does not.
 */
export function liftOf(paired: Paired, alpha: number): Interval {
  const { estimator, pairs } = paired;
  const [only] = pairs;
  if (!only) return notComputable('no-units');
  if (estimator === 'rate' && pairs.length === 1) {
    const ratio = miettinenNurminenRatio({ ...only, alpha });
    return ratio.state === 'computed' ? intervalOf(computed(ratio.lift)) : ratio;
  }
  const { control, treatment } = levelsOf(paired);
  if (control.state === 'notComputable') return control;
  if (treatment.state === 'notComputable') return treatment;
  const ratio = fieller(control, treatment, alpha);
  return ratio.state === 'computed' ? intervalOf(computed(ratio.lift)) : ratio;
}

/** Relative lift as wide as the sequence of the difference is: Fieller's, so that both exclude 0 together. */
export function liftSequence(paired: Paired, sequence: AlwaysValid): Interval {
  if (sequence.state === 'notComputable') return sequence;
  const { control, treatment } = levelsOf(paired);
  if (control.state === 'notComputable') return control;
  if (treatment.state === 'notComputable') return treatment;
  const ratio = fiellerAt(control, treatment, sequence.criticalValue);
  return ratio.state === 'computed' ? intervalOf(computed(ratio.lift)) : ratio;
}
