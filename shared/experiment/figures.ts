// What the figures of an analysis are made of.
import { z } from 'zod';
import { intervalFields, resultSchema } from '../statistic.ts';

export const countSchema = z.number().int().min(0);
/** in the unit of its metric: a fraction of customers, or the value's unit per customer */
export const intervalSchema = resultSchema(intervalFields);

/** A fixed interval is shown at the planned end only; before, and once customers after it count, one that holds at every look. */
export const HORIZONS = ['everyLook', 'plannedEnd'] as const;
