import { logBetaKernel, logIncompleteBeta } from './incompleteBeta.ts';
import { invertLogTail } from './invertLogTail.ts';
import { pointAt, pointAtLogit, type UnitPoint } from './unitPoint.ts';

/**
 * The point of Beta(a, b) with the given probability below it (`lower`) or above it (`upper`).
 *
 * Newton's method on the log tail in the logit, where the beta density is log-concave: about 1e-13 relative at both
 * ends. Edge: probability 0 and 1 give the ends 0 and 1.
 */
export function betaPointAt(a: number, b: number, tail: 'lower' | 'upper', probability: number): UnitPoint {
  if (probability <= 0) return tail === 'lower' ? pointAt(0) : pointAt(1);
  if (probability >= 1) return tail === 'lower' ? pointAt(1) : pointAt(0);
  if (probability > 0.5) return betaPointAt(a, b, tail === 'lower' ? 'upper' : 'lower', 1 - probability);
  const logit = invertLogTail(Math.log(probability), Math.log(a / b), (u) => {
    const point = pointAtLogit(u);
    const tails = logIncompleteBeta(a, b, point);
    const logTail = tail === 'lower' ? tails.logLower : tails.logUpper;
    const slope = Math.exp(logBetaKernel(a, b, point) - logTail);
    return { logTail, slope: tail === 'lower' ? slope : -slope };
  });
  return pointAtLogit(logit);
}
