import { z } from 'zod';
import { pathSchema } from '../ids.ts';

/** Whom a split draws for, where it is not the single customer: all customers with the same value of an attribute. */
export const splitUnitSchema = z.strictObject({
  /** attribute whose value names the household; whoever has none is a household of their own */
  attribute: pathSchema,
});
export type SplitUnit = z.infer<typeof splitUnitSchema>;
