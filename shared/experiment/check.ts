/** Whether the figures of an analysis may be believed. */
import { z } from 'zod';
import { CHECK_ADVICE, CHECK_DETAILS } from './checkAdvice.ts';

export const CHECKS = [
  'assignedRatio',
  'exposedRatio',
  'analysedRatio',
  'contamination',
  /** of a split that draws for households */
  'householdSizes',
  'maturity',
  'exposureLoss',
  'balance',
  'epochs',
  'overlap',
  'freshness',
] as const;

export const checkSchema = z.strictObject({
  id: z.enum(CHECKS),
  /** `unknown` where there is nothing to look at yet */
  state: z.enum(['ok', 'warning', 'failed', 'unknown']),
  /** what was measured, and from where on it fails; in `unit` */
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  unit: z.enum(['pValue', 'share', 'count', 'seconds', 'standardErrors']),
  /** which case it is, for the words that say what to do */
  advice: z.enum(CHECK_ADVICE),
  /** the figures behind it */
  details: z.array(
    z.strictObject({
      kind: z.enum(CHECK_DETAILS),
      label: z.string(),
      observed: z.number().nullable(),
      expected: z.number().nullable(),
      pValue: z.number().nullable(),
    }),
  ),
});
export type Check = z.infer<typeof checkSchema>;
