// Goal: a change of shares on the way neither turns an effect round nor looks like a broken split.
// Method: Simpson's paradox by hand, and sound splits drawn with a change of shares.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import { seededDraws } from '../statistics/seeded.ts';
import { atPlannedEnd, DAY_MS, experimentInput, type Group } from './experimentInput.ts';

const DAYS = 20;

describe('shares moved to the treatment while conversions fall for everybody', () => {
  // 10 % convert at first and 4 % later; the treatment adds 2 points and 1, and gets a fifth at first and four fifths later
  const groups = Array.from({ length: DAYS }, (_, day): Group[] => {
    const isLate = day >= 10;
    const [epoch, version] = isLate ? [2, 2] : [1, 1];
    return [
      { arm: 'control', day, epoch, version, units: isLate ? 100 : 400, conversions: isLate ? 4 : 40 },
      { arm: 'treatment', day, epoch, version, units: isLate ? 400 : 100, conversions: isLate ? 20 : 12 },
    ];
  }).flat();
  const first = atPlannedEnd(experimentInput(groups, { shares: { control: 80, treatment: 20 } }));
  const input: AnalysisInput = {
    ...first,
    epochs: [
      ...first.epochs,
      { epoch: 2, version: 2, fromMs: first.asOfMs - 10 * DAY_MS, shares: { control: 20, treatment: 80 } },
    ],
  };
  const { strata, primary, checks, verdict } = analyse(input);
  const [combined] = strata.combined;
  const difference = primary?.comparisons[0]?.fixedHorizon.difference;

  test('pooled, the treatment seems to lose; over the strata it gains', () => {
    expect(combined?.pooledDifference).toBeCloseTo(-0.024, 12);
    expect(difference?.state === 'computed' && difference.estimate).toBeCloseTo(0.015, 12);
  });

  test('the interval is that of the strata, by NumPy', () => {
    // weights by size, unpooled variances: 0.0019116 to 0.0280884 with p 0.02469
    expect(difference?.state === 'computed' && difference.lower).toBeCloseTo(0.001911644324617063, 12);
    expect(difference?.state === 'computed' && difference.upper).toBeCloseTo(0.02808835567538293, 12);
    expect(combined?.mantelHaenszel?.state === 'computed' && combined.mantelHaenszel.lower).toBeCloseTo(
      0.002027262816859091,
      12,
    );
  });

  test('the page warns of it, and no sample ratio is off', () => {
    expect(checks.find(({ id }) => id === 'epochs')).toMatchObject({ state: 'warning', advice: 'simpson' });
    expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(verdict.state).not.toBe('loser');
  });

  test('told as one epoch, the same customers are a broken ratio', () => {
    const one = groups.map((group) => ({ ...group, epoch: 1, version: 1 }));
    const { verdict: told } = analyse(experimentInput(one, { shares: { control: 80, treatment: 20 } }));
    expect(told.failedChecks).toContain('assignedRatio');
  });
});

test('opposite signs are Simpson however small, and chances are those of the strata', () => {
  // 10 % and then 7 % in the control, half a point more in the treatment, whose share grows; 8.8 % against 8.7 % pooled
  const groups: Group[] = [
    { arm: 'control', epoch: 1, units: 600, conversions: 60 },
    { arm: 'treatment', epoch: 1, units: 400, conversions: 42 },
    { arm: 'control', epoch: 2, units: 400, conversions: 28 },
    { arm: 'treatment', epoch: 2, units: 600, conversions: 45 },
  ];
  const input = experimentInput(groups, {
    shares: { control: 60, treatment: 40 },
    plan: { primary: { direction: 'decrease' } },
  });
  const later = { epoch: 2, version: 1, fromMs: input.asOfMs, shares: { control: 40, treatment: 60 } };
  const { strata, primary } = analyse({ ...input, epochs: [...input.epochs, later] });
  expect(strata.combined[0]).toMatchObject({ hasSimpsonWarning: true });
  expect(strata.combined[0]?.pooledDifference).toBeCloseTo(-0.001, 12);
  const [control, treatment] = primary?.arms ?? [];
  expect(control?.chanceBest).toBeGreaterThan(0.6);
  expect(treatment?.chanceBest).toBeCloseTo(primary?.comparisons[0]?.chanceToWin ?? 0, 9);
});

test('sound splits with a change of shares on the way are called broken in fewer than two of a hundred', () => {
  const runs = 200;
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const draw = seededDraws(9_000 + run);
    const count = (size: number, rate: number) =>
      Array.from({ length: size }, draw).filter((x) => x < rate).length;
    const groups = Array.from({ length: 10 }, (_, day): Group[] => {
      const epoch = day < 5 ? 1 : 2;
      const control = count(80, epoch === 1 ? 0.5 : 0.2);
      const sizes = { control, treatment: 80 - control };
      return Object.entries(sizes).map(([arm, units]) => ({
        arm,
        day,
        epoch,
        units,
        conversions: count(units, 0.1),
      }));
    }).flat();
    const input = experimentInput(groups);
    const later = { epoch: 2, version: 1, fromMs: input.asOfMs, shares: { control: 20, treatment: 80 } };
    const beforeExposure = groups.map(({ arm, epoch = 1, units }) => ({
      arm,
      epoch,
      version: 1,
      units,
      conversions: count(units, 0.08),
    }));
    const { checks } = analyse({ ...input, epochs: [...input.epochs, later], before: beforeExposure });
    if (checks.some(({ state }) => state === 'failed')) alarms += 1;
  }
  expect(alarms / runs).toBeLessThan(0.02);
});
