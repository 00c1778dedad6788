import { z } from 'zod';

/** Whom of those who come a split tests, where it is not everybody: those whose slot, of 10,000, is in one of the ranges. */
export const testedShareSchema = z.strictObject({
  sharePercent: z.number(),
  /** whose drawing it is; null is one of the split's own */
  layer: z.string().nullable(),
  /** from, and up to before */
  slots: z.array(z.strictObject({ from: z.number().int(), to: z.number().int() })),
});
export type TestedShare = z.infer<typeof testedShareSchema>;
