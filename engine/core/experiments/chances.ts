import { computed } from '../../../shared/statistic.ts';
import { betaBinomial } from '../statistics/betaBinomial.ts';
import type { Effect } from '../statistics/effect.ts';
import { type BestChance, normalBest } from '../statistics/normalBest.ts';
import { normalPosterior } from '../statistics/normalPosterior.ts';
import type { RateCounts } from '../statistics/rates.ts';
import { expectedRate, steadyRate } from '../statistics/steadyRates.ts';
import type { MetricData } from './metricData.ts';
import { levelOf, missingHouseholds, missingHouseholdsOf, type Paired, pairEffect } from './pairing.ts';
import { armTotal, noTally, type Stratum, type Tally } from './tally.ts';

/** Counts of what is good: the converters, or the others where fewer conversions are better. */
function goodCounts({ units, conversions }: RateCounts, sign: 1 | -1): RateCounts {
  return { units, conversions: sign === 1 ? conversions : units - conversions };
}

/** Chance that the arm is better than the reference, by what the data say now. */
export function chanceToWin(paired: Paired, sign: 1 | -1): number | null {
  const [only] = paired.pairs;
  if (paired.estimator === 'rate' && paired.pairs.length === 1 && only) {
    const arms = [goodCounts(only.control, sign), goodCounts(only.treatment, sign)];
    const posterior = betaBinomial({ arms });
    return posterior.state === 'computed' ? (posterior.arms[1]?.chanceBest ?? null) : null;
  }
  const effect = pairEffect(paired);
  if (effect.state === 'notComputable' || missingHouseholds(paired) > 0) return null;
  const { estimate, standardError } = effect;
  const posterior = normalPosterior({ effect: { estimate: sign * estimate, standardError } });
  return posterior.state === 'computed' ? posterior.chanceToWin : null;
}

function armLevel(tally: Tally, measure: MetricData['input']['measure'], expected: number): Effect | null {
  const isRate = measure === 'conversion' && !tally.households;
  const level = isRate ? computed(steadyRate(tally, expected)) : levelOf(tally, measure);
  return level.state === 'computed' ? level : null;
}

/** Levels of all arms over the strata in which every one of them has customers, weighted by those. */
function commonLevels(strata: readonly Stratum[], metric: MetricData, arms: readonly string[]): Effect[] {
  const { measure } = metric.input;
  const expected = arms.map((arm) => expectedRate(armTotal(strata, arm)));
  const rows = strata.flatMap((stratum) => {
    const tallies = arms.map((arm) => stratum.arms.get(arm) ?? noTally);
    if (tallies.some(({ units }) => units === 0)) return [];
    const levels = tallies.map((tally, index) => armLevel(tally, measure, expected[index] ?? 0.5));
    const units = tallies.reduce((sum, tally) => sum + tally.units, 0);
    return [{ units, levels }];
  });
  const all = rows.reduce((sum, { units }) => sum + units, 0);
  return arms.flatMap((_, index) => {
    let [estimate, variance] = [0, 0];
    for (const { units, levels } of rows) {
      const level = levels[index];
      if (!level) return [];
      estimate += (units / all) * level.estimate;
      variance += ((units / all) * level.standardError) ** 2;
    }
    return rows.length === 0
      ? []
      : [{ estimate: metric.sign * estimate, standardError: Math.sqrt(variance) }];
  });
}

/** Chance of every arm with customers to be the best, and what choosing it gives up; empty while nobody is mature. */
export function chancesOf(metric: MetricData, arms: readonly string[]): Map<string, BestChance> {
  const present = arms.filter((arm) =>
    metric.strata.some((stratum) => (stratum.arms.get(arm)?.units ?? 0) > 0),
  );
  if (metric.basis === 'soFar' || present.length < 2) return new Map();
  const [only] = metric.strata;
  const isByHousehold = metric.cells.some(({ tally }) => tally.households);
  const isPlain =
    metric.input.measure === 'conversion' && !isByHousehold && metric.strata.length === 1 && only;
  if (!isPlain) {
    const isTooFew = present.some((arm) => missingHouseholdsOf(armTotal(metric.strata, arm)) > 0);
    if (isByHousehold && isTooFew) return new Map();
    const levels = commonLevels(metric.strata, metric, present);
    const chances = levels.length === present.length ? normalBest(levels) : [];
    return new Map(chances.map((chance, index) => [present[index] ?? '', chance]));
  }
  const counts = present.map((arm) => goodCounts(only.arms.get(arm) ?? noTally, metric.sign));
  const posterior = betaBinomial({ arms: counts });
  if (posterior.state === 'notComputable') return new Map();
  return new Map(posterior.arms.map((chance, index) => [present[index] ?? '', chance]));
}
