import type { AlwaysValid } from '../statistics/confidenceSequence.ts';
import type { MetricData } from './metricData.ts';
import { alwaysValidOf, pairUp } from './pairing.ts';
import { addToStrata, type Stratum } from './tally.ts';

/** The confidence sequence of an arm as it stood when the windows of a day's exposures were over. */
export interface DailyLook {
  arm: string;
  /** day of exposure */
  day: string;
  /** customers in both arms until then */
  units: number;
  alwaysValid: AlwaysValid;
}

/**
 * What a look on every day would have shown: cumulative over the days of exposure, whose windows end in the same order.
 *
 * Only mature customers; none gives no looks.
 */
export function dailyLooks(
  metric: MetricData,
  arms: { reference: string; others: readonly string[] },
  level: { alpha: number; plannedUnits: ReadonlyMap<string, number> },
): DailyLook[] {
  if (metric.basis === 'soFar') return [];
  const looks: DailyLook[] = [];
  const strata: Stratum[] = [];
  let index = 0;
  while (index < metric.cells.length) {
    const day = metric.cells[index]?.day ?? '';
    const end = metric.cells.findIndex((cell, at) => at > index && cell.day !== day);
    const next = end === -1 ? metric.cells.length : end;
    addToStrata(strata, metric.cells.slice(index, next));
    index = next;
    for (const arm of arms.others) {
      const paired = pairUp(strata, metric.input.measure, arms.reference, arm);
      const plan = { alpha: level.alpha, plannedUnits: level.plannedUnits.get(arm) ?? 1 };
      looks.push({ arm, day, units: paired.units, alwaysValid: alwaysValidOf(paired, plan) });
    }
  }
  return looks;
}

/** Smallest p-value of an arm's looks; null before the sequence started. */
export function smallestPValue(looks: readonly DailyLook[], arm: string): number | null {
  let smallest: number | null = null;
  for (const look of looks) {
    if (look.arm !== arm || look.alwaysValid.state === 'notComputable') continue;
    smallest = Math.min(smallest ?? 1, look.alwaysValid.pValue);
  }
  return smallest;
}
