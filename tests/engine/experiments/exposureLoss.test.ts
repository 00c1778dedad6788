// Goal: lost messages are compared within epochs, so that neither a change of shares nor its sums deceive.
// Method: two arms in two epochs, against chi-squares that SciPy gives for each epoch.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { trial } from './experimentInput.ts';

const sound = trial([500, 10_000], [700, 10_000]);

describe('messages lost in epochs of different shares', () => {
  const lossCheck = (epochs: { [arm: string]: [planned: number, lost: number][] }) => {
    const rows = Object.entries(epochs).map(([arm, cells]) => {
      const [planned, lost] = [0, 1].map((at) => cells.reduce((sum, cell) => sum + (cell[at] ?? 0), 0));
      return {
        arm,
        planned: planned ?? 0,
        reached: (planned ?? 0) - (lost ?? 0),
        refused: { consent: lost ?? 0 },
        delivered: 0,
        opened: 0,
        clicked: 0,
        epochs: cells.map(([all, gone], index) => ({ epoch: index + 1, planned: all, lost: gone })),
      };
    });
    return analyse({ ...sound, messages: rows }).checks.find(({ id }) => id === 'exposureLoss');
  };

  test('are no loss by arm where a channel failed after most customers had moved to one arm', () => {
    // pooled: 2.7 % against 6.8 %, chi-square 120.7 (SciPy 1.10.1)
    const found = lossCheck({
      control: [
        [5_000, 100],
        [500, 50],
      ],
      treatment: [
        [5_000, 100],
        [7_500, 750],
      ],
    });
    expect(found).toMatchObject({ state: 'ok', value: 0 });
    expect(found?.details[0]).toMatchObject({ kind: 'ineligible' });
  });

  test('are a loss by arm where the arms differ within each epoch, however alike the sums', () => {
    // pooled both 5 %; chi2_contingency of each epoch added up, SciPy 1.10.1
    const found = lossCheck({
      control: [
        [5_000, 400],
        [5_000, 100],
      ],
      treatment: [
        [1_000, 50],
        [9_000, 450],
      ],
    });
    expect(found).toMatchObject({ state: 'failed', advice: 'lossDiffers' });
    const pValue = found?.details.find(({ kind }) => kind === 'messages')?.pValue ?? 1;
    expect(pValue / 1.0201537335656655e-19).toBeCloseTo(1, 9);
    // 6,000 customers at 3 points, 14,000 at −3 points
    expect(found?.value).toBeCloseTo(0.012, 12);
  });
});
