import { cochranQ } from './cochranQ.ts';
import type { Effect } from './effect.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Effects of groups, each drawn towards that of all of them, the more the less is known of it: the best guess of each,
 * while the plain one of the best group is too large on average.
 *
 * @returns in the order of the effects; null with fewer than two, or one without a standard error
 * Source: normal random effects with R. DerSimonian and N. Laird's variance between groups, Controlled Clinical Trials 7
 * (1986) 177-188; C. Morris, JASA 78 (1983) 47-55.
 */
export function shrunkenEffects(effects: readonly Effect[]): number[] | null {
  if (effects.some(({ standardError }) => !(standardError > 0))) return null;
  const test = cochranQ(effects);
  if (test.state === 'notComputable') return null;
  const precisions = effects.map(({ standardError }) => 1 / standardError ** 2);
  const total = sum(precisions);
  const scale = total - sum(precisions.map((precision) => precision * (precision / total)));
  const between = Math.max(0, (test.q - test.degreesOfFreedom) / scale);
  const weights = precisions.map((precision) => 1 / (1 / precision + between));
  const weight = sum(weights);
  const centre = sum(effects.map(({ estimate }, index) => ((weights[index] ?? 0) / weight) * estimate));
  return effects.map(
    ({ estimate, standardError }) =>
      centre + (between / (between + standardError ** 2)) * (estimate - centre),
  );
}
