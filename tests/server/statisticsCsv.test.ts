// Goal: the table of a run holds what every figure rests on, and says which part of the split each row is of.
// Method: a small input with a segment, another split and customers treated before; its lines are read back by column.
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { statisticsCsv } from '../../server/views/statisticsCsv.ts';
import { experimentInput, twoArms } from '../engine/experiments/experimentInput.ts';

const A = { arm: 'control', epoch: 1, version: 1 };
const none = { values: null };

const csv = statisticsCsv({
  ...experimentInput(twoArms([50, 1000], [60, 1000])),
  segments: [
    {
      attribute: 'region',
      cells: [{ ...A, value: 'Bern', exposed: 90, matureUnits: 80, matureConversions: 7, ...none }],
    },
  ],
  overlaps: [
    {
      journeyId: 'loan',
      node: 'test',
      reference: 'off',
      cells: [
        { ...A, otherArm: 'on', units: 70 },
        { ...A, otherArm: 'off', units: 60 },
      ],
      outcomes: [{ ...A, otherArm: 'on', units: 65, conversions: 5, ...none }],
    },
  ],
  carryOver: {
    cells: [{ ...A, recency: 'within60', units: 40 }],
    outcomes: [{ ...A, isFresh: false, units: 30, conversions: 3, ...none }],
  },
});

const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true });

test('rows of days come first, and are of no part', () => {
  expect(rows.slice(0, 2)).toMatchObject([
    { arm: 'control', exposed: '1000', mature: '1000', mature_conversions: '50', part: '', part_value: '' },
    { arm: 'treatment', exposed: '1000', mature: '1000', mature_conversions: '60', part: '', part_value: '' },
  ]);
});

test('rows of segments, other splits and earlier treatment follow, for the primary metric', () => {
  const part = 'treated by another journey before';
  expect(rows.slice(2)).toMatchObject([
    { part: 'segment region', part_value: 'Bern', exposed: '90', mature: '80', mature_conversions: '7' },
    { part: 'split loan/test', part_value: 'on', exposed: '70', mature: '65', mature_conversions: '5' },
    { part: 'split loan/test', part_value: 'off', exposed: '60', mature: '', mature_conversions: '' },
    { part, part_value: '31 to 60 days', exposed: '40', mature: '' },
    { part, part_value: '60 days', exposed: '', mature: '30', mature_conversions: '3' },
  ]);
  expect(
    rows.every(({ metric, exposure_day: day }, index) => metric === 'opened' && (day !== '') === index < 2),
  ).toBe(true);
});
