// Goal: one customer about whom nothing can be decided never stops the others.
// Method: a real memory store that loses one customer's inputs when they are loaded, as damaged data would.
import { describe, expect, test } from 'vitest';
import { createEngine, createMemoryStore, VirtualClock } from '../../engine/index.ts';
import { externalIdSchema } from '../../shared/ids.ts';

async function openDamaged(damagedId: string) {
  const stores = createMemoryStore();
  const faults: unknown[] = [];
  const engine = await createEngine({
    stores: {
      ...stores,
      store: {
        ...stores.store,
        loadCustomers: async (profileIds, reads) => {
          const customers = await stores.store.loadCustomers(profileIds, reads);
          return customers.map((one) => (one.profileId === damagedId ? { ...one, inputs: [] } : one));
        },
      },
    },
    providers: { channels: {} },
    clock: new VirtualClock(Date.UTC(2026, 2, 2, 9)),
    onSetAside: (fault) => faults.push(fault),
  });
  const published = await engine.publish({
    format: 1,
    id: 'j',
    name: 'J',
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'go' }, next: { next: 'wait' } },
      wait: { kind: 'delay', settings: { duration: 'P1D' }, next: {} },
    },
  });
  expect(published.ok).toBe(true);
  return { engine, faults };
}

describe('a customer whose work cannot be found', () => {
  test('is set aside once, said so, and the others go on', async () => {
    const { engine, faults } = await openDamaged('x');
    await engine.track([
      { id: 'e1', name: 'go', profile: 'x' },
      { id: 'e2', name: 'go', profile: 'y' },
    ]);
    await engine.settle();
    const { items } = await engine.reports.enrollments({ journeyId: 'j' }, { limit: 10, cursor: null });
    expect(items.map(({ profileId }) => profileId)).toEqual(['y']);
    expect(engine.setAsideCount).toBe(1);
    expect(faults).toHaveLength(1);
  });

  test('does not keep a resumed journey from catching up', async () => {
    const { engine } = await openDamaged('x');
    await engine.change('j', 'pause');
    await engine.track([
      { id: 'e1', name: 'go', profile: 'x' },
      { id: 'e2', name: 'go', profile: 'y' },
    ]);
    await engine.settle();
    await engine.change('j', 'resume');
    await engine.settle();
    const { items } = await engine.reports.enrollments({ journeyId: 'j' }, { limit: 10, cursor: null });
    expect(items.map(({ profileId }) => profileId)).toEqual(['y']);
  });
});

test('an id with half a character is refused, because storage would turn it into another one', () => {
  expect(externalIdSchema.safeParse('x\ud800').success).toBe(false);
  expect(externalIdSchema.safeParse('x😀').success).toBe(true);
});

test.each(['.', '..'])('%s is no id, because an address cannot name it', (id) => {
  expect(externalIdSchema.safeParse(id).success).toBe(false);
  expect(externalIdSchema.safeParse(`${id}a`).success).toBe(true);
});
