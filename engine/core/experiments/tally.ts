// What is added up of customers: how many, how many converted, and the moments of their values.

import { type Moments, mergeMoments, noMoments } from '../statistics/moments.ts';
import { mergeRates, type RateCounts } from '../statistics/rates.ts';
import { customersOf, type HouseholdSums, mergeHouseholds } from './householdSums.ts';

export interface Tally extends RateCounts {
  /** of a measure `value`; else no units */
  values: Moments;
  /** of units that are households: how many converted counts those with a customer who did, `values` are empty */
  households?: HouseholdSums;
}

export const noTally: Tally = { units: 0, conversions: 0, values: noMoments };

/** Sum of two disjoint groups of customers. */
export function mergeTallies(one: Tally, other: Tally): Tally {
  // most metrics have no values, and days are added up thousands of times
  const hasValues = one.values.units > 0 || other.values.units > 0;
  const values = hasValues ? mergeMoments(one.values, other.values) : noMoments;
  const merged = { ...mergeRates(one, other), values };
  const households = bothHouseholds(one.households, other.households);
  return households ? { ...merged, households } : merged;
}

function bothHouseholds(one: Tally['households'], other: Tally['households']): Tally['households'] {
  return one && other ? mergeHouseholds(one, other) : (one ?? other);
}

/** Units and who converted, to be shown; of households, also their customers, and those of them who converted. */
export function countsOf({ units, conversions, households }: Tally): {
  units: number;
  conversions: number;
  customers?: number;
} {
  if (!households) return { units, conversions };
  const { customers, converted } = customersOf(households);
  return { units, conversions: converted, customers };
}

/** Customers of an arm in an epoch and a version. */
export interface Stratum {
  epoch: number;
  version: number;
  arms: Map<string, Tally>;
}

export interface StratumCell {
  arm: string;
  epoch: number;
  version: number;
  tally: Tally;
}

/** Adds cells to the strata they belong to, creating those that are new; in the order of the cells. */
export function addToStrata(strata: Stratum[], cells: readonly StratumCell[]): void {
  for (const { arm, epoch, version, tally } of cells) {
    let stratum = strata.find((known) => known.epoch === epoch && known.version === version);
    if (!stratum) {
      stratum = { epoch, version, arms: new Map() };
      strata.push(stratum);
    }
    stratum.arms.set(arm, mergeTallies(stratum.arms.get(arm) ?? noTally, tally));
  }
}

/** The strata that cells make up, by epoch and version. */
export function strataOf(cells: readonly StratumCell[]): Stratum[] {
  const strata: Stratum[] = [];
  addToStrata(strata, cells);
  return strata.sort((one, other) => one.epoch - other.epoch || one.version - other.version);
}

/** An arm over all strata. */
export function armTotal(strata: readonly Stratum[], arm: string): Tally {
  return strata.reduce((sum, stratum) => mergeTallies(sum, stratum.arms.get(arm) ?? noTally), noTally);
}
