import { z } from 'zod';
import { computed, notComputable, resultSchema, testFields } from '../../../shared/statistic.ts';
import { type Effect, effectSchema, normalTest, rateEffect } from './effect.ts';
import { mergeRates, rateDifference, type TwoRates } from './rates.ts';

export const stratifiedSchema = resultSchema({
  ...testFields,
  standardError: z.number(),
  /** Strata without both arms, which cannot say anything and are reported. */
  droppedCount: z.number(),
  droppedUnits: z.number(),
});
export type StratifiedResult = z.infer<typeof stratifiedSchema>;

export const stratumSchema = effectSchema.extend({ units: z.number().int().min(0) });
export type Stratum = z.infer<typeof stratumSchema>;

/**
 * Effect over strata (allocation epochs × versions), each weighted by its share of the units.
 *
 * Never a pooled ratio: changed weights would turn a trend in time into an effect.
 *
 * @param strata  effect and units of each; null where one arm was empty, with its units in `droppedUnits`
 * Source: post-stratification; L. Miratrix, J. Sekhon and B. Yu, JRSS B 75 (2013) 369-396.
 * Edge: no stratum left, or no variance, is not computable. One stratum gives its own effect.
 */
export function stratifiedEstimate(
  strata: readonly Stratum[],
  options: { alpha?: number; droppedCount?: number; droppedUnits?: number } = {},
): StratifiedResult {
  const units = strata.reduce((sum, stratum) => sum + stratum.units, 0);
  if (units === 0) return notComputable('no-strata-with-both-arms');
  const share = (stratum: Stratum) => stratum.units / units;
  const effect: Effect = {
    estimate: strata.reduce((sum, stratum) => sum + share(stratum) * stratum.estimate, 0),
    standardError: Math.hypot(...strata.map((stratum) => share(stratum) * stratum.standardError)),
  };
  const test = normalTest(effect, options.alpha);
  if (test.state === 'notComputable') return test;
  return computed({
    ...test,
    droppedCount: options.droppedCount ?? 0,
    droppedUnits: options.droppedUnits ?? 0,
  });
}

export const stratifiedRatesSchema = resultSchema({
  stratified: stratifiedSchema,
  /** Difference of the pooled rates, only to be shown greyed beside the stratified one. */
  pooledDifference: z.number(),
  /** Signs differ, or the two are more than one standard error apart. */
  hasSimpsonWarning: z.boolean(),
});
export type StratifiedRates = z.infer<typeof stratifiedRatesSchema>;

/** Stratified difference of rates beside the pooled one, with the warning of Simpson's paradox. */
export function stratifiedRates(strata: readonly TwoRates[], alpha?: number): StratifiedRates {
  const usable = strata.filter(({ control, treatment }) => control.units > 0 && treatment.units > 0);
  const unitsOf = ({ control, treatment }: TwoRates) => control.units + treatment.units;
  const sumUnits = (some: readonly TwoRates[]) => some.reduce((sum, rates) => sum + unitsOf(rates), 0);
  if (usable.length === 0) return notComputable('no-strata-with-both-arms');
  const stratified = stratifiedEstimate(
    usable.map((rates) => ({ ...rateEffect(rates), units: unitsOf(rates) })),
    {
      ...(alpha !== undefined && { alpha }),
      droppedCount: strata.length - usable.length,
      droppedUnits: sumUnits(strata) - sumUnits(usable),
    },
  );
  if (stratified.state === 'notComputable') return stratified;
  const pooled = {
    control: usable.map(({ control }) => control).reduce(mergeRates),
    treatment: usable.map(({ treatment }) => treatment).reduce(mergeRates),
  };
  const pooledDifference = rateDifference(pooled);
  const hasSimpsonWarning =
    pooledDifference * stratified.estimate < 0 ||
    Math.abs(pooledDifference - stratified.estimate) > stratified.standardError;
  return computed({ stratified, pooledDifference, hasSimpsonWarning });
}
