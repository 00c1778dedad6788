import { z } from 'zod';
import { computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import type { Effect } from './effect.ts';
import { chiSquareUpperTail } from './special/chiSquare.ts';

export const cochranQSchema = resultSchema({
  q: z.number(),
  degreesOfFreedom: z.number(),
  pValue: z.number(),
  /** Common effect by inverse variances. */
  fixedEffect: z.number(),
  /** Share of the spread between effects that is more than chance, 0…1 (I²). */
  inconsistency: z.number(),
  /** Effects without a standard error, which say nothing here. */
  droppedCount: z.number(),
});
export type CochranQ = z.infer<typeof cochranQSchema>;

/**
 * Do the effects of segments or strata differ by more than chance?
 *
 * Source: W. Cochran, Biometrics 10 (1954) 101-129; I² by J. Higgins and S. Thompson (2002).
 * Edge: fewer than two effects with a standard error above 0 is not computable.
 */
export function cochranQ(effects: readonly Effect[]): CochranQ {
  const known = effects.filter(({ standardError }) => standardError > 0);
  if (known.length < 2) return notComputable('no-variance');
  const weights = known.map(({ standardError }) => 1 / standardError ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const fixedEffect = known.reduce(
    (sum, { estimate }, index) => sum + estimate * ((weights[index] ?? 0) / total),
    0,
  );
  const q = known.reduce(
    (sum, { estimate, standardError }) => sum + ((estimate - fixedEffect) / standardError) ** 2,
    0,
  );
  const degreesOfFreedom = known.length - 1;
  return computed({
    q,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(q, degreesOfFreedom),
    fixedEffect,
    inconsistency: q > degreesOfFreedom ? (q - degreesOfFreedom) / q : 0,
    droppedCount: effects.length - known.length,
  });
}
