import { ALPHA_DEFAULT } from '../../../shared/statistic.ts';
import { mixingPrecision, type SequencePlan } from './confidenceSequence.ts';

/**
 * P-value of Cochran's Q, or of any chi-square of independent effects, that holds at every look.
 *
 * @param q  sum of squared standardised distances; with one degree of freedom the sequence of a single effect
 * @param units  units behind all effects now
 * Source: M. Lindon et al., "Anytime-Valid Linear Models", arXiv 2210.08589: the normal mixture over several contrasts,
 * with as much spread for each of them as `confidenceSequence` gives to one.
 * Edge: no units, or no degree of freedom, says nothing: 1.
 */
export function alwaysValidQ(q: number, degreesOfFreedom: number, units: number, plan: SequencePlan): number {
  const { alpha = ALPHA_DEFAULT, plannedUnits, pValueBefore = 1 } = plan;
  const information = units * mixingPrecision(alpha, plannedUnits);
  const logEValue =
    (q * information) / (2 * (information + 1)) - 0.5 * degreesOfFreedom * Math.log1p(information);
  return Math.min(pValueBefore, Math.exp(-logEValue));
}
