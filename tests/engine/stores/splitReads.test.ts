// Goal: a split reads the same from SQLite, stretch by stretch and by scan or seek, as from memory.
// Method: the same thousands of customers, drawn by their ids, in both stores; every answer compared.
import { describe, expect, it } from 'vitest';
import { drawOf } from '../../../engine/core/assign.ts';
import { type CustomerCommit, type HistoryEvent, sendKey } from '../../../engine/core/records.ts';
import { createMemoryStore } from '../../../engine/stores/memory/memoryStore.ts';
import { readInParts, type SplitParts } from '../../../engine/stores/splitParts.ts';
import type { OutcomeQuery } from '../../../engine/stores/splitReads.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';
import { batch, customerCommit, exposure, historyEvent, NOW, outboxRow } from '../../conformance/rows.ts';

const CUSTOMER_COUNT = 3_000;
const DAY_MS = 86_400_000;

const goal = { where: undefined, key: undefined, within: 'P7D', delay: 'P1D', value: null, cap: null };
const QUERY: OutcomeQuery = {
  journeyId: 'welcome',
  node: 'ab',
  salt: 's1',
  arms: ['A', 'B'],
  asOfMs: NOW + 20 * DAY_MS,
  zone: 'Europe/Zurich',
  goals: [
    { ...goal, event: 'bought', value: 'amount', cap: 80 },
    { ...goal, event: 'message_opened' },
  ],
  segments: ['city'],
  covariate: 'balance',
};

const idOf = (index: number): string => `${['c', '客', '😀', 'a"b\\'][index % 4]}${index}`;

/** @param historyLength events of no interest, each with a message of another journey */
function customerOf(profileId: string, isExposed: boolean, historyLength: number): CustomerCommit {
  const draw = (what: string) => drawOf(`${profileId}/${what}`);
  const exposedAtMs = NOW + Math.floor(draw('when') * 15 * DAY_MS);
  const arm = draw('arm') < 0.5 ? 'A' : 'B';
  const snapshot = {
    city: draw('city') < 0.3 ? 'Bern' : 'Basel',
    balance: Math.round(draw('balance') * 1e4) / 100,
  };
  const first = exposure(profileId, { arm, exposedAtMs, snapshot });
  const again =
    draw('again') < 0.2 ? [exposure(profileId, { ...first, exposedAtMs: exposedAtMs - DAY_MS })] : [];
  const other = draw('other') < 0.1 ? [exposure(profileId, { arm: 'B', exposedAtMs: exposedAtMs + 1 })] : [];
  const sent = outboxRow(profileId, {
    status: draw('status') < 0.8 ? 'accepted' : 'failed',
    plannedAtMs: exposedAtMs,
    decidedAtMs: exposedAtMs + 1_000,
  });
  const event = (name: string, more: Partial<HistoryEvent> = {}) => {
    const occurredAtMs = exposedAtMs + Math.floor((draw(name) - 0.2) * 12 * DAY_MS);
    return historyEvent(profileId, `${profileId}/${name}`, {
      name,
      occurredAtMs,
      acceptedAtMs: occurredAtMs,
      ...more,
    });
  };
  const key = sendKey(draw('foreign') < 0.1 ? { ...sent, ordinal: 12 } : sent);
  const events = [
    event('bought', { properties: { amount: Math.round(draw('amount') * 1e4) / 100 } }),
    ...['message_delivered', 'message_opened'].map((name) => event(name, { properties: { key } })),
  ].filter(({ name }) => draw(`has ${name}`) < 0.4);
  const history = Array.from({ length: historyLength }, (_, index) =>
    event('seen', { id: `${profileId}/${index}` }),
  );
  const elsewhere = Array.from({ length: historyLength }, (_, index) => ({
    ...sent,
    journeyId: 'other',
    ordinal: index,
  }));
  return customerCommit(profileId, {
    exposures: isExposed
      ? [first, ...again, ...other]
      : [exposure(profileId, { ...first, node: 'elsewhere' })],
    events: [...events, ...history],
    outbox: [sent, ...elsewhere],
  });
}

describe('a split of more customers than are read at once', () => {
  it.each([
    { title: 'who all are in it, with short histories', share: 1, historyLength: 1 },
    { title: 'who are few among many', share: 0.02, historyLength: 1 },
    { title: 'whose histories are long', share: 1, historyLength: 12 },
  ])('$title, reads the same from both stores', async ({ share, historyLength }) => {
    const customers = Array.from({ length: CUSTOMER_COUNT }, (_, index) =>
      customerOf(idOf(index), drawOf(`${index}/in`) < share, historyLength),
    );
    const [memory, sqlite] = [createMemoryStore(), openSqliteStore(':memory:')];
    await memory.store.commit(batch(customers));
    await sqlite.store.commit(batch(customers));
    const figures = await sqlite.reports.splitFigures(QUERY);
    expect(figures).toEqual(await memory.reports.splitFigures(QUERY));
    expect(figures.exposures.contaminated.length).toBeGreaterThan(0);
    expect(figures.receipts.map(({ arm }) => arm)).toEqual(['A', 'B']);
    sqlite.close();
  });

  it.each([1, 150, 999, 4_000])(
    'reads the same to the byte in parts of %i exposures',
    async (exposuresPerPart) => {
      const sqlite = openSqliteStore(':memory:');
      const count = exposuresPerPart === 1 ? 60 : CUSTOMER_COUNT;
      const customers = Array.from({ length: count }, (_, index) => customerOf(idOf(index), true, 1));
      await sqlite.store.commit(batch(customers));
      // as the parts come from threads
      const parts: SplitParts = {
        nextId: sqlite.parts.nextId,
        read: async (query, range) => structuredClone(await sqlite.parts.read(query, range)),
      };
      const inParts = await readInParts(parts, QUERY, exposuresPerPart);
      expect(JSON.stringify(inParts)).toBe(JSON.stringify(await sqlite.reports.splitFigures(QUERY)));
      sqlite.close();
    },
  );
});
