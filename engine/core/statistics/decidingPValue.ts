import { z } from 'zod';
import { computed, resultSchema } from '../../../shared/statistic.ts';
import { fisherExact, hasSmallCells } from './fisherExact.ts';
import { miettinenNurminenDifference } from './miettinenNurminenDifference.ts';
import type { TwoRates } from './rates.ts';

export const decidingPValueSchema = resultSchema({ pValue: z.number(), method: z.enum(['score', 'exact']) });
export type DecidingPValue = z.infer<typeof decidingPValueSchema>;

/**
 * The p-value a verdict on two rates rests on: the score test's, or with a small expected cell the larger of it and
 * Fisher's.
 *
 * Edge: an arm without units is not computable.
 */
export function decidingPValue(rates: TwoRates): DecidingPValue {
  const score = miettinenNurminenDifference(rates);
  if (score.state === 'notComputable') return score;
  const scored = computed({ pValue: score.pValue, method: 'score' as const });
  if (!hasSmallCells(rates)) return scored;
  const exact = fisherExact(rates);
  if (exact.state === 'notComputable' || exact.pValue <= score.pValue) return scored;
  return computed({ pValue: exact.pValue, method: 'exact' as const });
}
