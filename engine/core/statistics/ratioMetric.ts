import { computed, notComputable } from '../../../shared/statistic.ts';
import type { EffectResult } from './effect.ts';
import type { PairMoments } from './moments.ts';

/**
 * One arm's ratio of sums, ΣY / ΣX (revenue per order, conversions per entry), with its standard error per customer.
 *
 * This is what makes "per message" legal while the customer is the unit of randomisation. Compare two arms with
 * `normalTest(differenceOf(control, treatment))`, or relatively with `fieller`.
 *
 * @param moments  per customer: y the numerator, x the denominator
 * Source: A. Deng, U. Knoblich and J. Lu, "Applying the Delta Method in Metric Analytics", KDD 2018, in the residual
 * form: variance of Y − R·X over n·meanX².
 * Edge: fewer than two customers, or a denominator of 0, is not computable.
 */
export function ratioMetric(moments: PairMoments): EffectResult {
  const { units, meanY, meanX, centredYY, centredXX, centredXY } = moments;
  if (units === 0) return notComputable('no-units');
  if (units < 2) return notComputable('too-few-units');
  if (meanX === 0) return notComputable('denominator-zero');
  const ratio = meanY / meanX;
  const residual = Math.max(0, centredYY - 2 * ratio * centredXY + ratio * ratio * centredXX) / (units - 1);
  return computed({ estimate: ratio, standardError: Math.sqrt(residual / units) / Math.abs(meanX) });
}
