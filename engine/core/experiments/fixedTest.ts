import { computed, notComputable } from '../../../shared/statistic.ts';
import { decidingPValue } from '../statistics/decidingPValue.ts';
import { type EffectResult, meanOf } from '../statistics/effect.ts';
import { fieller } from '../statistics/fieller.ts';
import { miettinenNurminenDifference } from '../statistics/miettinenNurminenDifference.ts';
import { miettinenNurminenRatio } from '../statistics/miettinenNurminenRatio.ts';
import { steadyRate } from '../statistics/steadyRates.ts';
import { stratifiedEstimate } from '../statistics/stratifiedEstimate.ts';
import { welch } from '../statistics/welch.ts';
import { type Interval, type IntervalTest, intervalOf, withPValue } from './interval.ts';
import { type Paired, standardisedLevel, stratumEffects } from './pairing.ts';
import type { Tally } from './tally.ts';

export interface FixedTest {
  method: 'score' | 'exact' | 'welch' | 'stratified';
  test: IntervalTest;
}

/**
 * Difference, interval and p-value of one look: over the strata when there are several, else Miettinen-Nurminen for
 * rates, with the larger of its and Fisher's p-value where cells are small, and Welch for values.
 */
export function fixedTest(paired: Paired, alpha: number): FixedTest {
  const { measure, pairs } = paired;
  const [only] = pairs;
  if (!only) return { method: measure === 'value' ? 'welch' : 'score', test: notComputable('no-units') };
  if (pairs.length > 1) {
    const combined = stratifiedEstimate(stratumEffects(paired), { alpha });
    return { method: 'stratified', test: withPValue(combined, combined) };
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
  const { measure, expected } = paired;
  const levelOf = (tally: Tally, rate: number) =>
    measure === 'value' ? meanOf(tally.values) : computed(steadyRate(tally, rate));
  return {
    control: standardisedLevel(paired, (pair) => levelOf(pair.control, expected.control)),
    treatment: standardisedLevel(paired, (pair) => levelOf(pair.treatment, expected.treatment)),
  };
}

/** Relative lift: Miettinen-Nurminen's for rates, Fieller's for values and over several strata. */
export function liftOf(paired: Paired, alpha: number): Interval {
  const { measure, pairs } = paired;
  const [only] = pairs;
  if (!only) return notComputable('no-units');
  if (measure === 'conversion' && pairs.length === 1) {
    const ratio = miettinenNurminenRatio({ ...only, alpha });
    return ratio.state === 'computed' ? intervalOf(computed(ratio.lift)) : ratio;
  }
  const { control, treatment } = levelsOf(paired);
  if (control.state === 'notComputable') return control;
  if (treatment.state === 'notComputable') return treatment;
  const ratio = fieller(control, treatment, alpha);
  return ratio.state === 'computed' ? intervalOf(computed(ratio.lift)) : ratio;
}
