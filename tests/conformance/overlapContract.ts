import { expect } from 'vitest';
import type { Exposure } from '../../engine/core/exposure.ts';
import type { CustomerCommit } from '../../engine/core/records.ts';
import { batch, customerCommit, exposure, historyEvent, NOW } from './rows.ts';
import type { Contract } from './session.ts';
import { A1, B1, MATURITIES, SPLIT } from './splitContract.ts';

const OVERLAPS = {
  ...SPLIT,
  untreated: [{ journeyId: 'third', node: '', arm: 'H' }],
};

function elsewhere(profileId: string, journeyId: string, arm: string, more: Partial<Exposure> = {}) {
  return exposure(profileId, { journeyId, arm, ...more });
}

/** c1 and c2 are in other splits and buy, c3 too but too lately, c4 buys too late, c5 is in two arms here. */
function sharedCustomers(): CustomerCommit[] {
  const bought = (profileId: string, amount: number, offset = 20) =>
    historyEvent(profileId, `${profileId}/bought/${offset}`, {
      name: 'bought',
      occurredAtMs: NOW + offset,
      acceptedAtMs: NOW + offset,
      properties: { amount },
    });
  return [
    customerCommit('c1', {
      exposures: [
        exposure('c1'),
        elsewhere('c1', 'other', 'X', { exposedAtMs: NOW - 86_400_000 }),
        elsewhere('c1', 'other', 'X'),
        elsewhere('c1', 'welcome', 'treated', { node: '' }),
        elsewhere('c1', 'third', 'T', { node: '' }),
      ],
      events: [bought('c1', 5), bought('c1', 4, 30), bought('c1', -9, 40)],
    }),
    customerCommit('c2', {
      exposures: [exposure('c2', { arm: 'B' }), elsewhere('c2', 'other', 'Y')],
      events: [bought('c2', 2)],
    }),
    customerCommit('c3', {
      exposures: [exposure('c3', { arm: 'B', exposedAtMs: NOW + 30 }), elsewhere('c3', 'other', 'Y')],
      events: [bought('c3', 2, 40)],
    }),
    customerCommit('c4', {
      exposures: [exposure('c4'), elsewhere('c4', 'welcome', 'Q', { node: 'second' })],
      events: [bought('c4', 2, 60_000)],
    }),
    customerCommit('c5', {
      exposures: [exposure('c5'), exposure('c5', { arm: 'B', ordinal: 2 }), elsewhere('c5', 'other', 'Y')],
      events: [bought('c5', 2)],
    }),
  ];
}

/** Promises of `SplitReads` about customers of several splits. */
export const overlapContract: Contract = {
  'overlaps name the splits with most shared customers; a journey’s own holdout is none': async (session) => {
    const { store, reports } = session;
    await store.commit(batch(sharedCustomers()));
    const overlaps = await reports.overlaps({ ...OVERLAPS, maturity: MATURITIES[0], limit: 2 });
    expect(overlaps.splits).toEqual([
      {
        journeyId: 'other',
        node: 'ab',
        cells: [
          { ...A1, otherArm: 'X', units: 1, mature: 1 },
          { ...B1, otherArm: 'Y', units: 2, mature: 1 },
        ],
      },
      { journeyId: 'third', node: '', cells: [{ ...A1, otherArm: 'T', units: 1, mature: 1 }] },
    ]);
  },

  'a customer is in the arm of another split under its last salt, and in none when seen in several': async (
    session,
  ) => {
    const { store, reports } = session;
    const twice = (profileId: string, second: Partial<Exposure>) =>
      customerCommit(profileId, {
        exposures: [
          exposure(profileId),
          elsewhere(profileId, 'other', 'X'),
          elsewhere(profileId, 'other', 'Y', { exposedAtMs: NOW + 5, ...second }),
        ],
      });
    await store.commit(batch([twice('c1', { salt: 's2' }), twice('c2', {})]));
    const overlaps = await reports.overlaps({ ...OVERLAPS, maturity: null, limit: 2 });
    expect(overlaps.splits).toEqual([
      { journeyId: 'other', node: 'ab', cells: [{ ...A1, otherArm: 'Y', units: 1, mature: 0 }] },
    ]);
  },

  'customers are carried over who were treated by another journey in the 60 days before': async (session) => {
    const { store, reports } = session;
    const treated = (profileId: string, days: number, more: Partial<Exposure> = {}) =>
      customerCommit(profileId, {
        exposures: [
          exposure(profileId),
          elsewhere(profileId, 'other', 'X', { exposedAtMs: NOW - days * 86_400_000, ...more }),
        ],
      });
    await store.commit(
      batch([
        treated('c1', 30),
        treated('c2', 31),
        treated('c3', 60),
        treated('c4', 61),
        // not before, not another journey's, held out, never really exposed
        treated('c5', 0),
        treated('c6', 3, { journeyId: 'welcome', node: 'second' }),
        treated('c7', 3, { journeyId: 'third', node: '', arm: 'H' }),
        treated('c8', 3, { eligible: false }),
      ]),
    );
    const overlaps = await reports.overlaps({ ...OVERLAPS, maturity: MATURITIES[1], limit: 2 });
    expect(overlaps.carried).toEqual([
      { ...A1, recency: 'within30', units: 1, mature: 0 },
      { ...A1, recency: 'within60', units: 2, mature: 0 },
    ]);
  },

  'mature customers who converted are counted by their arm elsewhere and by who treated them before': async (
    session,
  ) => {
    const { store, reports } = session;
    await store.commit(batch(sharedCustomers()));
    const outcomes = await reports.sharedOutcomes({
      ...OVERLAPS,
      goal: {
        ...MATURITIES[0],
        event: 'bought',
        where: { type: 'property', property: 'amount', op: '>', value: 0 },
        key: undefined,
        value: 'amount',
        cap: 6,
      },
      splits: [
        { journeyId: 'third', node: '' },
        { journeyId: 'other', node: 'ab' },
      ],
    });
    const six = { conversions: 1, values: { units: 1, mean: 6, centredSquares: 0 } };
    const two = { conversions: 1, values: { units: 1, mean: 2, centredSquares: 0 } };
    expect(outcomes).toEqual({
      splits: [
        { journeyId: 'third', node: '', cells: [{ ...A1, otherArm: 'T', ...six }] },
        {
          journeyId: 'other',
          node: 'ab',
          cells: [
            { ...A1, otherArm: 'X', ...six },
            { ...B1, otherArm: 'Y', ...two },
          ],
        },
      ],
      carried: [
        { ...A1, recency: 'within30', ...six },
        { ...B1, recency: null, ...two },
      ],
    });
  },
};
