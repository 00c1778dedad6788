import { expect } from 'vitest';
import { exposureId } from '../../engine/core/exposure.ts';
import type { CustomerCommit, HistoryEvent, OutboxRow } from '../../engine/core/records.ts';
import type { NewInput } from '../../engine/stores/store.ts';
import {
  batch,
  customerCommit,
  eventInput,
  exposure,
  historyEvent,
  NOW,
  outboxRow,
  READ_NOTHING,
} from './rows.ts';
import type { Contract } from './session.ts';

export const SPLIT = {
  journeyId: 'welcome',
  node: 'ab',
  salt: 's1',
  arms: ['A', 'B'],
  asOfMs: NOW + 60_020,
  zone: 'UTC',
};
export const A1 = { arm: 'A', epoch: 1, version: 1 };
export const B1 = { arm: 'B', epoch: 1, version: 1 };
const DAY = new Date(NOW).toISOString().slice(0, 10);
export const MATURITIES = [
  { within: 'PT1M', delay: 'PT0S' },
  { within: 'PT1M', delay: 'PT1S' },
] as const;
const VISIT = { event: 'visited', where: undefined, key: undefined, value: null, cap: null };
const SNAPSHOTS = { segments: ['address.city'], covariate: 'balance' };

/** Customers of one split: seen once, again, in two arms, imported, imported as not exposed, under another salt. */
function splitCustomers(): CustomerCommit[] {
  const event = (profileId: string, name: string, offset: number, more: Partial<HistoryEvent> = {}) =>
    historyEvent(profileId, `${profileId}/${name}/${offset}`, {
      name,
      occurredAtMs: NOW + offset,
      acceptedAtMs: NOW + Math.max(offset, 0),
      ...more,
    });
  const amount = (value: number) => ({ properties: { amount: value } });
  return [
    customerCommit('c1', {
      exposures: [
        exposure('c1', { snapshot: { 'address.city': 'Bern', balance: 10 } }),
        exposure('c1', { exposedAtMs: NOW + 40, ordinal: 2, source: 'sticky' }),
        exposure('c1', { node: 'elsewhere', arm: 'Z' }),
        exposure('c1', { salt: 's0', arm: 'B' }),
      ],
      events: [
        event('c1', 'bought', -1, amount(2)),
        event('c1', 'bought', 0, amount(4)),
        event('c1', 'bought', 20, amount(5)),
        event('c1', 'bought', 50, amount(-5)),
        event('c1', 'bought', 59_999, { ...amount(100), acceptedAtMs: NOW + 90_000 }),
        event('c1', 'bought', 60_000, amount(1000)),
      ],
    }),
    customerCommit('c2', {
      exposures: [
        exposure('c2', { arm: 'A', exposedAtMs: NOW + 20, ordinal: 2 }),
        exposure('c2', { arm: 'B', exposedAtMs: NOW + 5, entry: 'journey' }),
      ],
      events: [event('c2', 'bought', 30, amount(7))],
    }),
    customerCommit('c3', {
      exposures: [
        exposure('c3', {
          arm: 'B',
          exposedAtMs: NOW + 10,
          key: '100',
          snapshot: { 'address.city': 'Bern', balance: 30 },
        }),
      ],
      events: [
        event('c3', 'left', 15, { properties: { account: '200' } }),
        event('c3', 'left', 25, { properties: { account: 100 } }),
      ],
    }),
    customerCommit('c4', {
      exposures: [exposure('c4', { arm: 'B', exposedAtMs: NOW + 30, epoch: 2, version: 3, entry: 'deed' })],
    }),
    customerCommit('c5', {
      exposures: [
        exposure('c5', {
          exposedAtMs: NOW + 12,
          source: 'import',
          ordinal: 0,
          recordedAtMs: NOW + 50,
          entry: 'import',
        }),
      ],
    }),
    customerCommit('c6', {
      exposures: [exposure('c6', { exposedAtMs: NOW + 12, eligible: false, recordedAtMs: NOW + 50 })],
    }),
    customerCommit('c7', { events: [event('c7', 'bought', 5, amount(1))] }),
  ];
}

/** Promises of `SplitReads`. */
export const splitContract: Contract = {
  'a split’s customers are counted by their first exposure, in one arm, as it was known then': async (
    session,
  ) => {
    const { store, reports } = session;
    await store.commit(batch(splitCustomers()));
    const goals = MATURITIES.map((maturity) => ({ ...VISIT, ...maturity }));
    const { exposures } = await reports.splitFigures({ ...SPLIT, goals, ...SNAPSHOTS });
    expect(exposures).toEqual({
      cells: [
        { arm: 'A', epoch: 1, version: 1, day: DAY, units: 2, mature: [2, 0] },
        { arm: 'B', epoch: 1, version: 1, day: DAY, units: 1, mature: [1, 0] },
        { arm: 'B', epoch: 2, version: 3, day: DAY, units: 1, mature: [0, 0] },
      ],
      contaminated: [{ arm: 'B', epoch: 1, version: 1, day: DAY, units: 1 }],
      ineligible: [{ arm: 'A', epoch: 1, version: 1, day: DAY, units: 1 }],
      // of the first exposure; whoever was never exposed came in no way
      entries: [
        { ...A1, entry: 'trigger', units: 1 },
        { ...B1, entry: 'trigger', units: 1 },
        { arm: 'B', epoch: 2, version: 3, entry: 'deed', units: 1 },
        { ...B1, entry: 'journey', units: 1 },
        { ...A1, entry: 'import', units: 1 },
      ],
      firstExposedAtMs: NOW,
      firstImportedAtMs: null,
      lastExposedAtMs: NOW + 30,
      ages: [
        { arm: 'A', day: 0, units: 2 },
        { arm: 'B', day: 0, units: 2 },
      ],
      segments: [
        {
          attribute: 'address.city',
          cells: [
            { value: 'Bern', ...A1, units: 1, mature: 1 },
            { value: 'Bern', ...B1, units: 1, mature: 1 },
            { value: null, ...A1, units: 1, mature: 1 },
            { value: null, arm: 'B', epoch: 2, version: 3, units: 1, mature: 0 },
          ],
        },
      ],
      covariate: [
        { ...A1, missing: 1, moments: { units: 1, mean: 10, centredSquares: 0 } },
        { ...B1, missing: 0, moments: { units: 1, mean: 30, centredSquares: 0 } },
      ],
    });
    const asked = { ...SPLIT, asOfMs: NOW + 9, goals, segments: [], covariate: null };
    const { exposures: earlier } = await reports.splitFigures(asked);
    expect(earlier.cells).toEqual([
      { arm: 'A', epoch: 1, version: 1, day: DAY, units: 1, mature: [0, 0] },
      { arm: 'B', epoch: 1, version: 1, day: DAY, units: 1, mature: [0, 0] },
    ]);
    expect(earlier).toMatchObject({ contaminated: [], ineligible: [], segments: [], covariate: null });
  },

  'outcomes of a goal are events from the exposure to the end of its window, accepted by then': async (
    session,
  ) => {
    const { store, reports } = session;
    await store.commit(batch(splitCustomers()));
    const { outcomes } = await reports.splitFigures({
      ...SPLIT,
      ...SNAPSHOTS,
      goals: [
        {
          ...MATURITIES[0],
          event: 'bought',
          where: { type: 'property', property: 'amount', op: '>', value: 0 },
          key: undefined,
          value: 'amount',
          cap: 6,
        },
        { ...MATURITIES[1], event: 'left', where: undefined, key: 'account', value: null, cap: null },
      ],
    });
    expect(outcomes).toEqual({
      goals: [
        {
          cells: [
            {
              ...A1,
              day: DAY,
              conversions: 1,
              matureConversions: 1,
              capped: { units: 1, mean: 6, centredSquares: 0 },
              raw: { units: 1, mean: 9, centredSquares: 0 },
            },
          ],
          times: [{ arm: 'A', day: 0, age: 0, units: 1 }],
          sums: [9],
        },
        {
          cells: [
            {
              arm: 'B',
              epoch: 1,
              version: 1,
              day: DAY,
              conversions: 1,
              matureConversions: 0,
              capped: { units: 0, mean: 0, centredSquares: 0 },
              raw: { units: 0, mean: 0, centredSquares: 0 },
            },
          ],
          times: [{ arm: 'B', day: 0, age: 0, units: 1 }],
          sums: [],
        },
      ],
      before: [{ ...A1, units: 1 }],
      segments: [
        {
          attribute: 'address.city',
          cells: [{ value: 'Bern', ...A1, conversions: 1, values: { units: 1, mean: 6, centredSquares: 0 } }],
        },
      ],
      covariate: [
        {
          ...A1,
          pairs: { units: 1, meanY: 6, meanX: 10, centredYY: 0, centredXX: 0, centredXY: 0 },
        },
      ],
      lastGoalEventAtMs: NOW + 60_000,
    });
  },

  'messages count per customer and arm, by the enrollment of the first exposure': async (session) => {
    const { store, reports } = session;
    const sent = (profileId: string, more: Partial<OutboxRow>) =>
      outboxRow(profileId, { plannedAtMs: NOW + 10, decidedAtMs: NOW + 11, ...more });
    const receipt = (profileId: string, name: string, ordinal = 1) =>
      historyEvent(profileId, `${name}/${profileId}/${ordinal}`, {
        name,
        properties: { journey: 'welcome', key: `welcome/${profileId}/${ordinal}/sms/1/sms/1` },
      });
    const exposed = (profileId: string, more: Partial<CustomerCommit> = {}, arm = 'A') =>
      customerCommit(profileId, { exposures: [exposure(profileId, { arm })], ...more });
    await store.commit(
      batch([
        exposed('c1', {
          outbox: [
            sent('c1', { status: 'refused', reason: 'capped' }),
            sent('c1', { visit: 2, status: 'accepted' }),
          ],
          events: [
            receipt('c1', 'message_delivered'),
            receipt('c1', 'message_opened'),
            receipt('c1', 'message_clicked', 2),
          ],
        }),
        exposed('c2', { outbox: [sent('c2', { status: 'refused', reason: 'capped' })] }),
        exposed('c3', { outbox: [sent('c3', { status: 'accepted', decidedAtMs: NOW + 99_000_000 })] }),
        exposed('c4', { outbox: [sent('c4', { status: 'failed', ordinal: 2 })] }),
        exposed('c5', { outbox: [sent('c5', { status: 'failed' })] }, 'B'),
        exposed('c6', { outbox: [sent('c6', { status: 'accepted', plannedAtMs: NOW - 1 })] }, 'B'),
        customerCommit('c7', {
          exposures: [exposure('c7', { arm: 'B', epoch: 2 })],
          outbox: [sent('c7', { status: 'refused', reason: 'capped' })],
        }),
      ]),
    );
    const asked = { ...SPLIT, goals: [], segments: [], covariate: null };
    expect((await reports.splitFigures(asked)).sends).toEqual([
      { arm: 'A', epoch: 1, planned: 3, reached: 1, refused: { capped: 1 } },
      { arm: 'B', epoch: 1, planned: 1, reached: 0, refused: { failed: 1 } },
      { arm: 'B', epoch: 2, planned: 1, reached: 0, refused: { capped: 1 } },
    ]);
    expect((await reports.splitFigures(asked)).receipts).toEqual([
      { arm: 'A', delivered: 1, opened: 1, clicked: 0 },
    ]);
  },

  'who follows another arm since theirs was taken away stays counted in the first': async (session) => {
    const { store, reports } = session;
    const led = { arm: 'B', source: 'led', exposedAtMs: NOW + 9, version: 2 } as const;
    await store.commit(
      batch([
        customerCommit('c1', { exposures: [exposure('c1'), exposure('c1', { ...led, ordinal: 2 })] }),
        // never really in the first: no unit of the second either
        customerCommit('c2', { exposures: [exposure('c2', { eligible: false }), exposure('c2', led)] }),
        customerCommit('c3', { exposures: [exposure('c3', { salt: 's0' })] }),
      ]),
    );
    const { exposures } = await reports.splitFigures({ ...SPLIT, goals: [], segments: [], covariate: null });
    expect(exposures.cells).toMatchObject([{ ...A1, units: 1 }]);
    expect(exposures).toMatchObject({ contaminated: [], ineligible: [{ ...A1, units: 1 }] });
    const { journeyId, node, salt } = SPLIT;
    expect(await reports.armCustomers({ journeyId, node, salt })).toEqual([
      { arm: 'A', customerCount: 2 },
      { arm: 'B', customerCount: 2 },
    ]);
  },

  'imported exposures taken back count no more from then on, and may come again': async (session) => {
    const { store, reports } = session;
    const { journeyId, node, salt } = SPLIT;
    const imported = (profileId: string, batch: string, more = {}) =>
      exposure(profileId, {
        source: 'import',
        ordinal: 0,
        recordedAtMs: NOW,
        entry: 'import',
        batch,
        ...more,
      });
    const input = (profileId: string): NewInput => ({
      profileId,
      atMs: NOW,
      input: {
        type: 'exposure',
        id: exposureId({ journeyId, node, salt, arm: 'A', exposedAtMs: NOW, profileId }),
        ...{ journeyId, node, salt, arm: 'A', version: 1, epoch: 1 },
        ...{ exposedAtMs: NOW, eligible: true, remembered: [], batch: 'b1' },
      },
    });
    const [first] = await store.accept([input('c1')], NOW);
    await store.commit(
      batch([
        customerCommit('c1', {
          consumed: first && 'seq' in first ? [first.seq] : [],
          exposures: [imported('c1', 'b1'), imported('c1', 'b2', { arm: 'B' })],
        }),
        customerCommit('c2', { exposures: [exposure('c2', { arm: 'B' })] }),
        customerCommit('c3', { exposures: [imported('c3', 'b1', { salt: 's0' })] }),
      ]),
    );
    expect(await store.accept([input('c1')], NOW)).toEqual([{ duplicate: true }]);
    expect(await reports.importedWith({ journeyId, node, batch: 'b1' })).toEqual(['c1', 'c3']);
    expect(await reports.importedWith({ journeyId, node: 'other', batch: 'b1' })).toEqual([]);
    const withdrawal = { journeyId, node, salt, batch: 'b1', atMs: NOW + 10 };
    await store.commit(
      batch(['c1', 'c2', 'c3'].map((id) => customerCommit(id, { withdrawals: [withdrawal] }))),
    );
    const asked = { ...SPLIT, goals: [], segments: [], covariate: null };
    const { exposures } = await reports.splitFigures(asked);
    expect([exposures.cells, exposures.contaminated]).toMatchObject([[{ ...B1, units: 2 }], []]);
    expect(await reports.withdrawnCount({ journeyId, node, salt, asOfMs: SPLIT.asOfMs })).toBe(1);
    expect(await reports.armCustomers({ journeyId, node, salt })).toEqual([{ arm: 'B', customerCount: 2 }]);
    const [loaded] = await store.loadCustomers(['c1'], READ_NOTHING);
    expect(loaded?.assignments?.map(({ arm }) => arm)).toEqual(['B']);
    // as it was known before
    const { exposures: before } = await reports.splitFigures({ ...asked, asOfMs: NOW + 9 });
    expect(before.contaminated).toMatchObject([{ units: 1 }]);
    expect(await reports.withdrawnCount({ journeyId, node, salt, asOfMs: NOW + 9 })).toBe(0);
    expect((await reports.exposures({ profileId: 'c1' })).map(({ withdrawnAtMs }) => withdrawnAtMs)).toEqual([
      NOW + 10,
      null,
    ]);
    expect(await store.accept([input('c1')], NOW)).not.toEqual([{ duplicate: true }]);
    // what waits is of the import too
    await store.accept([input('c9')], NOW);
    expect(await reports.importedWith({ journeyId, node, batch: 'b1' })).toEqual(['c1', 'c3', 'c9']);
  },

  'inputs that wait are counted up to an instant': async (session) => {
    const { store, reports } = session;
    expect(await reports.waitingInputs(NOW)).toEqual({ count: 0, oldestAtMs: null });
    await store.accept([eventInput('c1', 'e1')], NOW);
    const { atMs } = eventInput('c1', 'e1');
    expect(await reports.waitingInputs(atMs)).toEqual({ count: 1, oldestAtMs: atMs });
    expect(await reports.waitingInputs(atMs - 1)).toEqual({ count: 0, oldestAtMs: null });
  },
};
