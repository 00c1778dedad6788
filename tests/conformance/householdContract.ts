import { expect } from 'vitest';
import type { CustomerCommit } from '../../engine/core/records.ts';
import { noPairMoments } from '../../engine/core/statistics/moments.ts';
import { batch, customerCommit, exposure, historyEvent, NOW, outboxRow } from './rows.ts';
import type { Contract } from './session.ts';
import { A1, B1, MATURITIES, SPLIT } from './splitContract.ts';

const DAY = new Date(NOW).toISOString().slice(0, 10);
const bought = {
  event: 'bought',
  where: undefined,
  key: undefined,
  value: 'amount',
  cap: 10,
  ...MATURITIES[0],
};
const QUESTION = { ...SPLIT, goals: [bought], segments: ['city'], covariate: null };

const buys = (profileId: string, offset: number, amount: number) =>
  historyEvent(profileId, `${profileId}/${offset}`, {
    name: 'bought',
    occurredAtMs: NOW + offset,
    acceptedAtMs: NOW + Math.max(offset, 0),
    properties: { amount },
  });

/** One household of three in A, one in two arms, one alone in B under the name of the first, one never really exposed. */
function members(): CustomerCommit[] {
  return [
    customerCommit('c1', {
      exposures: [exposure('c1', { unit: 'h1', exposedAtMs: NOW + 4, snapshot: { city: 'Chur' } })],
      events: [buys('c1', 10, 30), buys('c1', -5, 1)],
      outbox: [
        outboxRow('c1', {
          plannedAtMs: NOW + 5,
          status: 'refused',
          reason: 'no-consent',
          decidedAtMs: NOW + 6,
        }),
      ],
    }),
    customerCommit('c2', {
      exposures: [exposure('c2', { unit: 'h1', snapshot: { city: 'Bern' } })],
      events: [buys('c2', 20, 4), buys('c2', 30, 3)],
      outbox: [outboxRow('c2', { plannedAtMs: NOW + 1, status: 'accepted', decidedAtMs: NOW + 6 })],
    }),
    customerCommit('c3', {
      exposures: [
        exposure('c3', { unit: 'h1', exposedAtMs: NOW + 19 }),
        // where somebody moved later changes nothing
        exposure('c3', { unit: 'h9', exposedAtMs: NOW + 25, ordinal: 2, source: 'sticky' }),
      ],
    }),
    customerCommit('d1', { exposures: [exposure('d1', { unit: 'h2' })], events: [buys('d1', 10, 5)] }),
    customerCommit('d2', { exposures: [exposure('d2', { unit: 'h2', arm: 'B', exposedAtMs: NOW + 9 })] }),
    customerCommit('h1', {
      exposures: [exposure('h1', { arm: 'B', exposedAtMs: NOW + 2 })],
      events: [buys('h1', 3, 8)],
    }),
    customerCommit('x1', {
      exposures: [exposure('x1', { unit: 'h3', eligible: false, recordedAtMs: NOW + 1 })],
    }),
    customerCommit('x2', {
      exposures: [exposure('x2', { unit: 'h1', eligible: false, recordedAtMs: NOW + 1 })],
    }),
  ];
}

/** Promises of `HouseholdReads`. */
export const householdContract: Contract = {
  'households are counted by the first of their members, with what all of these came to': async (session) => {
    const { store, reports } = session;
    await store.commit(batch(members()));
    const counts = await reports.households(QUESTION);
    expect(counts.cells).toEqual([
      {
        ...{ ...A1, day: DAY, units: 1, customers: 3 },
        goals: [
          {
            reached: 1,
            soFar: { ...noPairMoments, units: 1, meanY: 2, meanX: 3 },
            matureReached: 1,
            conversions: { ...noPairMoments, units: 1, meanY: 2, meanX: 3 },
            // capped for each customer: 10 and 7
            capped: { ...noPairMoments, units: 1, meanY: 17, meanX: 3 },
            raw: { ...noPairMoments, units: 1, meanY: 37, meanX: 3 },
          },
        ],
      },
      {
        ...{ ...B1, day: DAY, units: 1, customers: 1 },
        goals: [
          expect.objectContaining({ reached: 1, raw: { ...noPairMoments, units: 1, meanY: 8, meanX: 1 } }),
        ],
      },
    ]);
    expect(counts.contaminated).toEqual([{ ...A1, day: DAY, units: 1, customers: 2 }]);
    expect(counts.ineligible).toEqual([{ ...A1, day: DAY, units: 1, customers: 1 }]);
    expect(counts).toMatchObject({
      firstExposedAtMs: NOW,
      firstImportedAtMs: null,
      lastExposedAtMs: NOW + 19,
      sums: [[30, 8, 7]],
      before: [{ ...A1, units: 1 }],
      times: [
        [
          { arm: 'A', day: 0, age: 0, units: 1 },
          { arm: 'B', day: 0, age: 0, units: 1 },
        ],
      ],
      sends: [{ arm: 'A', epoch: 1, planned: 1, reached: 1, refused: {} }],
    });
    expect(counts.segments[0]?.cells).toMatchObject([
      { value: 'Bern', ...A1, units: 1, mature: 1, conversions: { meanY: 2, meanX: 3 } },
      { value: null, ...B1, units: 1 },
    ]);
  },

  'a household is mature when its last member is, and known as it was known then': async (session) => {
    const { store, reports } = session;
    await store.commit(batch(members()));
    const asOf = async (offset: number) => {
      const { cells } = await reports.households({ ...QUESTION, asOfMs: NOW + offset });
      return cells.map(({ arm, customers, goals }) => [arm, customers, goals[0]?.conversions.units]);
    };
    expect(await asOf(60_010)).toEqual([
      ['A', 3, 0],
      ['B', 1, 1],
    ]);
    expect(await asOf(60_019)).toEqual([
      ['A', 3, 1],
      ['B', 1, 1],
    ]);
    // whose second member came with the other arm only later
    expect(await asOf(8)).toEqual([
      ['A', 3, 0],
      ['B', 1, 0],
    ]);
  },
};
