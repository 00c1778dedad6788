// Goal: what an analysis knows of customers who are in other splits too is counted once per customer, by hand.
// Method: a second journey with a split and a holdout beside the small one, in both stores; exposures are imported.
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../engine/index.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import { DAY, journey, Life, START, stores } from './splitLife.ts';

const loan: JourneyInput = {
  ...journey(null),
  id: 'loan',
  name: 'Loan',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'asked' }, next: { next: 'test' } },
    test: {
      kind: 'split',
      settings: {
        salt: 'loan',
        arms: [
          { id: 'on', share: 50 },
          { id: 'off', share: 50, control: true },
        ],
      },
      next: { on: 'end', off: 'end' },
    },
    end: { kind: 'exit', settings: {}, next: {} },
  },
};

/** Customers by the arm here, the day they came, the arm there and the day they came there, and whether they bought. */
const CUSTOMERS: [id: string, arm: string, day: number, there: string, dayThere: number, buys: boolean][] = [
  ['k1', 'A', 1, 'on', 0, true],
  ['k2', 'A', 1, 'on', 3, false],
  ['k3', 'A', 1, 'off', 0, true],
  ['k4', 'B', 1, 'on', 0, false],
  ['k5', 'B', 1, 'off', 3, true],
  // not mature yet
  ['k6', 'B', 20, 'on', 3, true],
  ['k7', 'B', 1, '', 0, false],
];

async function lived(open: () => Stores): Promise<Life> {
  const life = await Life.begin(open());
  await life.publish(loan);
  await life.at(25);
  for (const [id, arm, day, there, dayThere, buys] of CUSTOMERS) {
    await life.imported(id, arm, START + day * DAY);
    if (there !== '')
      await life.imported(id, there, START + dayThere * DAY, { journeyId: 'loan', node: 'test' });
    if (buys) await life.event(id, 'bought', {}, START + (day + 2) * DAY);
  }
  await life.at(40);
  return life;
}

const A = { arm: 'A', epoch: 1, version: 1 };
const B = { arm: 'B', epoch: 1, version: 1 };
const none = { values: null };

describe.each(stores)('customers shared with another split in $name', ({ open }) => {
  test('are counted by both arms, and what the mature ones came to', async () => {
    const input = await (await lived(open)).collected(START + 35 * DAY);
    expect(input.overlaps).toEqual([
      {
        journeyId: 'loan',
        node: 'test',
        reference: 'off',
        cells: [
          { ...A, otherArm: 'off', units: 1 },
          { ...B, otherArm: 'off', units: 1 },
          { ...A, otherArm: 'on', units: 2 },
          { ...B, otherArm: 'on', units: 2 },
        ],
        outcomes: [
          { ...A, otherArm: 'off', units: 1, conversions: 1, ...none },
          { ...B, otherArm: 'off', units: 1, conversions: 1, ...none },
          { ...A, otherArm: 'on', units: 2, conversions: 1, ...none },
          { ...B, otherArm: 'on', units: 1, conversions: 0, ...none },
        ],
      },
    ]);
  });

  test('are carried over where the other journey had treated them before; its control treats nobody', async () => {
    const input = await (await lived(open)).collected(START + 35 * DAY);
    expect(input.carryOver).toEqual({
      // k1, k4 and k6 came from there; k2 went there afterwards, k3 was its control
      cells: [
        { ...A, recency: 'within30', units: 1 },
        { ...B, recency: 'within30', units: 2 },
      ],
      outcomes: [
        { ...A, isFresh: true, units: 2, conversions: 1, ...none },
        { ...A, isFresh: false, units: 1, conversions: 1, ...none },
        { ...B, isFresh: true, units: 2, conversions: 1, ...none },
        { ...B, isFresh: false, units: 1, conversions: 0, ...none },
      ],
    });
  });

  test('are not asked what they came to while they are one in twenty or fewer', async () => {
    const life = await lived(open);
    for (let index = 0; index < 120; index++) await life.imported(`more${index}`, 'A', START + DAY);
    const input = await life.collected(START + 45 * DAY);
    expect(input.overlaps).toMatchObject([{ journeyId: 'loan', outcomes: null }]);
    expect(input.overlaps[0]?.cells).toHaveLength(4);
    expect(input.carryOver.outcomes).toBeNull();
    expect(input.carryOver.cells).toHaveLength(2);
  });
});
