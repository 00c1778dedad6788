// Goal: the figures of a split for households are those that anybody computes from its raw rows, whatever its customers went through.
// Method: seeded lives in both stores: households of one to forty, late members, merges, moves, imports, withdrawals; cluster-robust sums by hand.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Exposure } from '../../../engine/core/exposure.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { mustCompute } from '../statistics/near.ts';
import { type Bought, knownAt, mixedLife } from './mixedLife.ts';
import { DAY, START, stores } from './splitLife.ts';

const UNIT = { attribute: 'household' };

interface Cluster {
  arm: string;
  isCounted: boolean;
  members: Exposure[];
}

/** By the words of the specification: the first real exposure of each customer, joined by the household it was drawn for. */
function clustersOf(exposures: readonly Exposure[], asOfMs: number): Cluster[] {
  const known = knownAt(exposures, asOfMs);
  const clusters = new Map<string, Cluster>();
  for (const id of new Set(known.map(({ profileId }) => profileId))) {
    const real = known.filter(({ profileId, eligible }) => profileId === id && eligible);
    const [first] = [...real].sort((a, b) => a.exposedAtMs - b.exposedAtMs);
    if (!first) continue;
    const key = first.unit === null ? `customer ${id}` : `household ${first.unit}`;
    const cluster = clusters.get(key) ?? { arm: first.arm, isCounted: true, members: [] };
    clusters.set(key, cluster);
    cluster.members.push(first);
    if (first.arm !== cluster.arm || real.some(({ arm }) => arm !== first.arm)) cluster.isCounted = false;
  }
  return [...clusters.values()];
}

type Row = [customers: number, sum: number];

function rowsOf(clusters: readonly Cluster[], arm: string, worthOf: (member: Exposure) => number): Row[] {
  return clusters
    .filter((one) => one.isCounted && one.arm === arm)
    .map(({ members }) => [members.length, members.reduce((sum, member) => sum + worthOf(member), 0)]);
}

/** A ratio of sums over clusters, its error by the squares of their residuals. */
function levelOf(rows: readonly Row[]): { ratio: number; variance: number } {
  const customers = rows.reduce((sum, [count]) => sum + count, 0);
  const ratio = rows.reduce((sum, [, value]) => sum + value, 0) / customers;
  const squares = rows.reduce((sum, [count, value]) => sum + (value - ratio * count) ** 2, 0);
  return { ratio, variance: ((rows.length / (rows.length - 1)) * squares) / customers ** 2 };
}

function expectFigures(
  found: Analysis['primary'] | undefined,
  rows: { A: readonly Row[]; B: readonly Row[] },
): void {
  const [a, b] = [levelOf(rows.A), levelOf(rows.B)];
  const comparison = found?.comparisons[0];
  const { estimate, lower, upper } = mustCompute(
    comparison?.fixedHorizon.difference ?? { state: 'notComputable' as const },
  );
  expect(estimate).toBeCloseTo(a.ratio - b.ratio, 10);
  expect((upper - lower) / 2).toBeCloseTo(1.959963984540054 * Math.sqrt(a.variance + b.variance), 9);
  for (const [arm, ofArm] of Object.entries(rows)) {
    const figures = found?.arms.find((one) => one.arm === arm);
    const customers = ofArm.reduce((sum, [count]) => sum + count, 0);
    expect([arm, figures?.units, figures?.customers]).toEqual([arm, ofArm.length, customers]);
  }
}

describe.each(stores)('in $name', ({ open }) => {
  test.each([1, 2, 3])('life %i', async (seed) => {
    const { life, diary } = await mixedLife(open, seed, UNIT);
    await life.at(45);
    const exposures = await life.engine.reports.exposures({ journeyId: 'offer', node: 'ab' });
    const nameNow = (id: string): string => {
      const next = diary.became.get(id);
      return next === undefined ? id : nameNow(next);
    };
    // before the withdrawal everybody imported counts, later what is left; windows of all are over by the last
    for (const day of [19, 45]) {
      const asOfMs = START + day * DAY;
      const clusters = clustersOf(exposures, asOfMs);
      const within = (name: Bought['name'], days: number) => (member: Exposure) =>
        diary.bought.filter(
          (one) =>
            one.name === name &&
            nameNow(one.profile) === member.profileId &&
            one.amount > (name === 'paid' ? 0 : -1) &&
            one.atMs >= member.exposedAtMs &&
            one.atMs < member.exposedAtMs + days * DAY,
        );
      const input = await life.collected(asOfMs);
      const analysis = analyse(input);
      const count = (isCounted: boolean) => clusters.filter((one) => one.isCounted === isCounted).length;
      expect(analysis.unit).toMatchObject({
        exposed: { units: count(true) },
        contaminated: { units: count(false) },
      });
      expect([count(true), count(false)]).toEqual([
        expect.toSatisfy((n) => n > 90),
        expect.toSatisfy((n) => n > 3),
      ]);
      // a month's window is over for nobody on the nineteenth day
      expect(analysis.primary?.basis).toBe(day === 45 ? 'mature' : 'soFar');
      const converted = (member: Exposure) => Math.min(1, within('bought', 30)(member).length);
      const ofArm = (arm: string, worthOf: (member: Exposure) => number) => rowsOf(clusters, arm, worthOf);
      expectFigures(analysis.primary, { A: ofArm('A', converted), B: ofArm('B', converted) });
      const paid = (member: Exposure) =>
        Math.min(
          100,
          within('paid', 7)(member).reduce((sum, { amount }) => sum + amount, 0),
        );
      expectFigures(analysis.secondary[0], { A: ofArm('A', paid), B: ofArm('B', paid) });
    }
  });
});
