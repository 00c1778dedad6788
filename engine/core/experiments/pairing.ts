import { computed, notComputable } from '../../../shared/statistic.ts';
import {
  type AlwaysValid,
  confidenceSequence,
  SEQUENCE_CONVERSIONS_MIN,
  SEQUENCE_UNITS_MIN,
  type SequencePlan,
} from '../statistics/confidenceSequence.ts';
import { differenceOf, type Effect, type EffectResult, meanOf, rateEffect } from '../statistics/effect.ts';
import { hasSmallCells } from '../statistics/fisherExact.ts';
import type { RateCounts } from '../statistics/rates.ts';
import { expectedRate, steadyRateEffect } from '../statistics/steadyRates.ts';
import { stratifiedEstimate, type Stratum as WeighedStratum } from '../statistics/stratifiedEstimate.ts';
import { conversionLevel, HOUSEHOLDS_MIN, valueLevel, worthOfHouseholds } from './householdSums.ts';
import type { Measure } from './metricData.ts';
import { mergeTallies, noTally, type Stratum, type Tally } from './tally.ts';

/** The reference and another arm within a stratum. */
export interface Pair {
  control: Tally;
  treatment: Tally;
}

/** How the level of an arm is estimated: from counts, from values, or as a ratio over households. */
export type Estimator = 'rate' | 'mean' | 'ratio';

export interface Paired {
  measure: Measure;
  estimator: Estimator;
  /** of strata with customers in both arms */
  pairs: readonly Pair[];
  /** over all those */
  total: Pair;
  /** rates over everything known of the arms: what is expected of a small stratum */
  expected: { control: number; treatment: number };
  /** customers in both arms of them */
  units: number;
  /** customers in strata that lack one of the arms */
  droppedUnits: number;
}

const unitsOf = ({ control, treatment }: Pair): number => control.units + treatment.units;
const sumUnits = (pairs: readonly Pair[]): number => pairs.reduce((sum, pair) => sum + unitsOf(pair), 0);

/** The strata of two arms that can say something of their difference. */
export function pairUp(strata: readonly Stratum[], measure: Measure, reference: string, arm: string): Paired {
  const all = strata.map(({ arms }) => ({
    control: arms.get(reference) ?? noTally,
    treatment: arms.get(arm) ?? noTally,
  }));
  const isByHousehold = all.some(({ control, treatment }) => control.households ?? treatment.households);
  const estimator = isByHousehold ? 'ratio' : measure === 'value' ? 'mean' : 'rate';
  // a mean of one customer has no standard error
  const least = estimator === 'rate' ? 1 : 2;
  const pairs = all.filter(({ control, treatment }) => Math.min(control.units, treatment.units) >= least);
  const total = pairs.reduce(
    (sum, { control, treatment }) => ({
      control: mergeTallies(sum.control, control),
      treatment: mergeTallies(sum.treatment, treatment),
    }),
    { control: noTally, treatment: noTally },
  );
  const units = sumUnits(pairs);
  const expected = { control: expectedRate(total.control), treatment: expectedRate(total.treatment) };
  return { measure, estimator, pairs, total, expected, units, droppedUnits: sumUnits(all) - units };
}

/** Mean of an arm's values; over households, conversions or values per customer. */
export function levelOf(tally: Tally, measure: Measure): EffectResult {
  const { households, conversions, values } = tally;
  if (!households) return meanOf(values);
  if (measure === 'value') return valueLevel(households.values);
  return conversionLevel(households.conversions, conversions);
}

function levelEffect({ control, treatment }: Pair, measure: Measure): EffectResult {
  const [from, to] = [levelOf(control, measure), levelOf(treatment, measure)];
  if (from.state === 'notComputable') return from;
  if (to.state === 'notComputable') return to;
  return computed(differenceOf(from, to));
}

/** Difference within each stratum, with its weight; rates with a standard error that small strata cannot bring to 0. */
export function stratumEffects({ measure, estimator, pairs, expected }: Paired): WeighedStratum[] {
  return pairs.flatMap((pair) => {
    const effect =
      estimator === 'rate' ? computed(steadyRateEffect(pair, expected)) : levelEffect(pair, measure);
    return effect.state === 'computed'
      ? [{ estimate: effect.estimate, standardError: effect.standardError, units: unitsOf(pair) }]
      : [];
  });
}

/** The difference, treatment − control: that of the one stratum, or the strata's weighted by their customers. */
export function pairEffect(paired: Paired): EffectResult {
  const [only] = paired.pairs;
  if (!only) return notComputable('no-strata-with-both-arms');
  if (paired.pairs.length === 1) {
    return paired.estimator === 'rate' ? computed(rateEffect(only)) : levelEffect(only, paired.measure);
  }
  const combined = stratifiedEstimate(stratumEffects(paired));
  if (combined.state === 'notComputable') return combined;
  return computed({ estimate: combined.estimate, standardError: combined.standardError });
}

/** Households of equal size that an arm lacks before a normal test of them may be made. */
export function missingHouseholdsOf({ households }: Tally): number {
  const worth = households ? worthOfHouseholds(households.conversions) : 0;
  return Math.max(0, Math.ceil(HOUSEHOLDS_MIN - worth));
}

/** The same of the arm that lacks more; 0 where customers are the units. */
export function missingHouseholds({ estimator, total }: Paired): number {
  if (estimator !== 'ratio') return 0;
  return Math.max(missingHouseholdsOf(total.control), missingHouseholdsOf(total.treatment));
}

/** Converters, others, or customers that an arm lacks before an asymptotic sequence may start; 0 when it may. */
function missingOf(measure: Measure, { conversions, units }: RateCounts): number {
  if (measure === 'value') return Math.max(0, SEQUENCE_UNITS_MIN - units);
  return Math.max(0, SEQUENCE_CONVERSIONS_MIN - Math.min(conversions, units - conversions));
}

/** What the arm that lacks more still lacks before a conclusion: converters or others, or customers of a value. */
export function missingForSequence(paired: Paired): number {
  const { measure, total } = paired;
  const missing = Math.max(missingOf(measure, total.control), missingOf(measure, total.treatment));
  return Math.max(missing, missingHouseholds(paired));
}

/** Whether the difference is of too few customers to be held against that of others: three who all converted mean nothing. */
export function isTooFew(paired: Paired): boolean {
  const { measure, total } = paired;
  if (missingHouseholds(paired) > 0) return true;
  if (measure === 'conversion') return hasSmallCells(total);
  return Math.min(total.control.units, total.treatment.units) < SEQUENCE_UNITS_MIN;
}

/** The confidence sequence of the difference. Edge: `too-early` before both arms hold enough. */
export function alwaysValidOf(paired: Paired, plan: SequencePlan): AlwaysValid {
  if (paired.pairs.length === 0) return notComputable('no-units');
  if (missingForSequence(paired) > 0) return notComputable('too-early');
  const effect: EffectResult = pairEffect(paired);
  if (effect.state === 'notComputable') return effect;
  return confidenceSequence(effect, paired.units, plan);
}

/** Level of one arm over the strata of a pair, each weighted by its customers: what a stratified lift divides. */
export function standardisedLevel(paired: Paired, levelOf: (pair: Pair) => EffectResult): EffectResult {
  let [estimate, variance] = [0, 0];
  for (const pair of paired.pairs) {
    const level = levelOf(pair);
    if (level.state === 'notComputable') return level;
    const share = unitsOf(pair) / paired.units;
    estimate += share * level.estimate;
    variance += (share * level.standardError) ** 2;
  }
  return computed<Effect>({ estimate, standardError: Math.sqrt(variance) });
}
