// Goal: the short results of a journey show no interval of a fixed test before the plan allows its look.
// Method: one trial before and at its planned end, shown beside its analysis.
import { expect, test } from 'vitest';
import { analyse } from '../../engine/core/experiments/analyse.ts';
import { resultsView } from '../../server/views/resultsView.ts';
import { trial } from '../engine/experiments/experimentInput.ts';

test.each([
  {
    name: 'while customers are to come, those that hold at every look',
    plannedCustomers: 20_000,
    isOver: false,
  },
  { name: 'at the planned end, those of its test', plannedCustomers: 8_000, isOver: true },
])('$name', ({ plannedCustomers, isOver }) => {
  const input = trial([400, 4_000], [460, 4_000], { plannedCustomers });
  const analysis = analyse(input);
  const [comparison] = analysis.primary?.comparisons ?? [];
  const { splits } = resultsView(null, [{ input, analysis }], { goal: undefined, nowMs: 0, unjudged: [] });
  const shown = splits[0]?.comparisons[0];
  const wanted = isOver ? comparison?.fixed?.test : comparison?.alwaysValid;
  if (wanted?.state !== 'computed') throw new Error('nothing to show');
  expect(shown?.difference).toEqual({ value: wanted.estimate, low: wanted.lower, high: wanted.upper });
  expect(shown?.p).toBe(
    isOver
      ? comparison?.fixed?.test.state === 'computed' && comparison.fixed.test.pValue
      : comparison?.alwaysValidPValue,
  );
});
