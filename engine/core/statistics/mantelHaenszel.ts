import { notComputable } from '../../../shared/statistic.ts';
import { type EffectTest, normalTest } from './effect.ts';
import type { TwoRates } from './rates.ts';

/**
 * Common difference of rates over strata (treatment − control), weighted by n_T n_C / N of each stratum.
 *
 * Source: S. Greenland and J. Robins, Biometrics 41 (1985) 55-68; variance by T. Sato, Biometrics 45 (1989) 1323-1324,
 * which holds for few large strata and for many small ones.
 * Edge: strata without both arms are skipped; none left, or no variance, is not computable.
 */
export function mantelHaenszel(strata: readonly TwoRates[], alpha?: number): EffectTest {
  const usable = strata.filter(({ control, treatment }) => control.units > 0 && treatment.units > 0);
  if (usable.length === 0) return notComputable('no-strata-with-both-arms');
  let [cross, weights, slope, level] = [0, 0, 0, 0];
  for (const { control, treatment } of usable) {
    const units = control.units + treatment.units;
    const [controlShare, treatmentShare] = [control.units / units, treatment.units / units];
    const [x, y] = [treatment.conversions, control.conversions];
    cross += x * controlShare - y * treatmentShare;
    weights += treatment.units * controlShare;
    slope +=
      y * treatmentShare ** 2 -
      x * controlShare ** 2 +
      (treatmentShare * controlShare * (control.units - treatment.units)) / 2;
    level += (x * (control.units - y) + y * (treatment.units - x)) / units / 2;
  }
  const estimate = cross / weights;
  const standardError = Math.sqrt(Math.max(0, estimate * slope + level)) / weights;
  return normalTest({ estimate, standardError }, alpha);
}
