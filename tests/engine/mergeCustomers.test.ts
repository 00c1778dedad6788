// Goal: a merge in real time waits for calls under way, loses none of their answers, and stops nobody else.
// Method: an engine on the system clock over memory and SQLite, with a provider that answers when told to.
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../engine/runner/engine.ts';
import { createMemoryStore } from '../../engine/stores/memory/memoryStore.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';

const journey = {
  format: 1 as const,
  id: 'j',
  name: 'j',
  class: 'service' as const,
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'go' }, next: { next: 'm' } },
    m: { kind: 'message', settings: { channel: 'sms', template: 't' }, next: { sent: 'w' } },
    w: { kind: 'delay', settings: { duration: 'P1D' }, next: {} },
  },
};
const ALL = { limit: 10, cursor: null };

/** A provider whose calls stay open until `answer`. */
function slowProvider() {
  const open: (() => void)[] = [];
  const called: string[] = [];
  return {
    called,
    answer: () => {
      for (const settle of open.splice(0)) settle();
    },
    provider: {
      name: 'slow',
      idempotency: 'none' as const,
      send: async ({ profileId }: { profileId: string }) => {
        called.push(profileId);
        if (profileId === 'c1') await new Promise<void>((resolve) => open.push(resolve));
        return { type: 'accepted' as const };
      },
    },
  };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it never came to that');
}

describe.each([
  ['in memory', () => createMemoryStore()],
  ['on SQLite', () => openSqliteStore(':memory:')],
])('%s', (_where, open) => {
  test('a merge waits for the call under way, and its answer is written under the id that stays', async () => {
    const stores = open();
    const { called, answer, provider } = slowProvider();
    const faults: unknown[] = [];
    const engine = await createEngine({
      stores,
      providers: { channels: { sms: provider } },
      onSetAside: (fault) => faults.push(fault),
    });
    await engine.saveTemplate('t', { sms: { en: 'hi' } });
    await engine.publish(journey);
    await engine.start();
    const ids = ['c1', 'c2', 'c3'];
    await engine.upsertProfiles(ids.map((id) => ({ id, addresses: { sms: `+86138${id}` } })));
    await engine.track([{ id: 'e1', name: 'go', profile: 'c1' }]);
    await until(async () => called.includes('c1'));
    await engine.merge({ id: 'm1', merge: { from: 'c1', into: 'c2' } });
    await engine.track([{ id: 'e2', name: 'go', profile: 'c3' }]);
    await until(async () => called.includes('c3'));
    expect((await stores.reports.profile('c1'))?.id).toBe('c1');
    answer();
    await until(async () => (await stores.reports.profile('c1'))?.id === 'c2');
    const { items } = await stores.reports.deliveries({ profileId: 'c2' }, ALL);
    expect(items.map(({ status, ordinal }) => [status, ordinal])).toEqual([['accepted', 1]]);
    const enrollments = await stores.reports.enrollments({ journeyId: 'j' }, ALL);
    expect(enrollments.items.map(({ profileId, status }) => [profileId, status]).toSorted()).toEqual([
      ['c2', 'active'],
      ['c3', 'active'],
    ]);
    await engine.stop();
    expect([called, faults]).toEqual([['c1', 'c3'], []]);
  });
});
