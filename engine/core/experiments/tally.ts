// What is added up of customers: how many, how many converted, and the moments of their values.
import { type Moments, mergeMoments, noMoments } from '../statistics/moments.ts';
import { mergeRates, type RateCounts } from '../statistics/rates.ts';

export interface Tally extends RateCounts {
  /** of a measure `value`; else no units */
  values: Moments;
}

export const noTally: Tally = { units: 0, conversions: 0, values: noMoments };

/** Sum of two disjoint groups of customers. */
export function mergeTallies(one: Tally, other: Tally): Tally {
  // most metrics have no values, and days are added up thousands of times
  const hasValues = one.values.units > 0 || other.values.units > 0;
  const values = hasValues ? mergeMoments(one.values, other.values) : noMoments;
  return { ...mergeRates(one, other), values };
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
