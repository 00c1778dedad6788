// Goal: effects of groups are drawn together as far as their differences may be noise.
// Method: DerSimonian and Laird's variance as in statsmodels 0.13.5, and the two ends: all noise, and none.
import { describe, expect, test } from 'vitest';
import { shrunkenEffects } from '../../../engine/core/statistics/shrunkenEffects.ts';
import { expectNear } from './near.ts';

const effects = (...rows: [number, number][]) =>
  rows.map(([estimate, standardError]) => ({ estimate, standardError }));

describe('effects of groups', () => {
  test.each([
    {
      says: 'that differ are drawn together the more the less is known of each',
      given: effects([0.03, 0.01], [0.01, 0.008], [-0.02, 0.012], [0.05, 0.02]),
      wanted: [0.02734502120813917, 0.010606951031256192, -0.011714652918887788, 0.03381161821900261],
    },
    {
      says: 'that differ by noise alone become one',
      given: effects([0.01, 0.01], [0.012, 0.02], [0.011, 0.005]),
      wanted: [0.010857142857142857, 0.010857142857142857, 0.010857142857142857],
    },
    {
      says: 'far apart stay nearly what they are',
      given: effects([1_000, 300], [-2_000, 500]),
      wanted: [970, -1916.6666666666667],
    },
  ])('$says', ({ given, wanted }) => {
    const found = shrunkenEffects(given);
    expect(found).toHaveLength(wanted.length);
    for (const [index, value] of wanted.entries()) expectNear(found?.[index] ?? 0, value, 1e-10);
  });

  test('of which there is one, or one without an error, say nothing', () => {
    expect(shrunkenEffects(effects([1, 1]))).toBeNull();
    expect(shrunkenEffects(effects([1, 1], [2, 0], [3, 1]))).toBeNull();
  });
});
