// Goal: two splits of a layer never share a slot, whatever is published, changed or closed, and so never a customer.
// Method: random sequences of deeds on an engine in memory (fast-check) against the definition: the slots of all versions
// of journeys that are not over are kept in a table by the test itself; then customers of two splits of one layer.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../engine/index.ts';
import { enter, journey, openEngine, people, publish, stores } from './trafficWorld.ts';

const LAYERS = ['cards', 'loans'] as const;
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('publish' as const),
      journey: fc.integer({ min: 0, max: 3 }),
      share: fc.integer({ min: 1, max: 7000 }),
      layer: fc.constantFrom(...LAYERS, null),
      salt: fc.constantFrom('s1', 's1', 's1', 's2'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('come' as const), journey: fc.integer({ min: 0, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom('stop' as const, 'close' as const),
      journey: fc.integer({ min: 0, max: 3 }),
    }),
  },
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

/** Owner of each slot of each layer, by all versions of what is not over. */
function owners(engine: Engine): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { id, life } of engine.roster.records.values()) {
    if (life === 'stopped' || life === 'archived') continue;
    for (const { allocations } of engine.roster.versionsOf(id)) {
      for (const [node, { traffic }] of Object.entries(allocations)) {
        for (const { from, to } of traffic?.layer ? traffic.slots : []) {
          for (let slot = from; slot < to; slot++) {
            const name = `${traffic?.layer} ${slot}`;
            found.set(name, (found.get(name) ?? new Set()).add(`${id}/${node}`));
          }
        }
      }
    }
  }
  return found;
}

function slotCount(engine: Engine, id: string): number | null {
  const traffic = engine.roster.versionsOf(id).at(-1)?.allocations.ab?.traffic;
  return traffic ? traffic.slots.reduce((sum, { from, to }) => sum + to - from, 0) : null;
}

async function carryOut(engine: Engine, one: Deed): Promise<void> {
  const id = `j${one.journey}`;
  if (one.what === 'come') return enter(engine, people(1), id);
  if (one.what !== 'publish') {
    await engine.change(id, one.what);
    return engine.settle();
  }
  const share = one.share / 100;
  const traffic = { share, ...(one.layer ? { layer: one.layer } : {}) };
  const salt = `${one.salt}${id}`;
  const before = engine.roster.versionsOf(id).at(-1)?.allocations.ab?.traffic ?? null;
  const done = await engine.publish(journey({ id, salt, traffic }));
  if (!done.ok) return;
  expect(slotCount(engine, id)).toBe(one.share);
  const versions = engine.roster.versionsOf(id);
  const isSame = versions.at(-2)?.document.nodes.ab?.settings.salt === salt && before?.layer === one.layer;
  if (!isSame || slotCount(engine, id) === null) return;
  const now = versions.at(-1)?.allocations.ab?.traffic?.slots ?? [];
  const held = before?.slots.reduce((sum, { from, to }) => sum + to - from, 0) ?? 0;
  const isIn = (slot: number) => now.some(({ from, to }) => slot >= from && slot < to);
  // a share that grew or stayed keeps every slot
  if (one.share < held) return;
  for (const { from, to } of before?.slots ?? []) {
    for (let slot = from; slot < to; slot++) expect(isIn(slot)).toBe(true);
  }
}

describe('splits of one layer', () => {
  test('never own a slot together, through publishes, changes of shares, restarts and endings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 14 }), async (deeds) => {
        const engine = await openEngine();
        for (const one of deeds) {
          await carryOut(engine, one);
          const shared = [...owners(engine)].filter(([, names]) => names.size > 1);
          expect(shared).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('are refused what the layer has not got, and told how much is free', async () => {
    const engine = await openEngine();
    await publish(engine, journey({ id: 'first', salt: 's1', traffic: { share: 70, layer: 'cards' } }));
    const second = (share: number) =>
      journey({ id: 'second', salt: 's2', traffic: { share, layer: 'cards' } });
    const done = await engine.publish(second(40));
    const [found] = done.ok ? [] : done.problems;
    expect(found).toMatchObject({
      code: 'layer-full',
      nodeId: 'ab',
      params: { layer: 'cards', free: 30, share: 40 },
      fix: { path: ['nodes', 'ab', 'settings', 'traffic', 'share'], value: 30 },
    });
    expect(await publish(engine, second(30))).toEqual([]);
    expect(
      await publish(engine, journey({ id: 'third', salt: 's3', traffic: { share: 0.01, layer: 'cards' } })),
    ).toEqual(['layer-full']);
  });

  test('that are published at once share no slot', async () => {
    const engine = await openEngine();
    const done = await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        publish(engine, journey({ id, salt: id, traffic: { share: 40, layer: 'cards' } })),
      ),
    );
    expect(done).toEqual([[], [], ['layer-full']]);
    expect([...owners(engine)].filter(([, names]) => names.size > 1)).toEqual([]);
  });

  test('draw for the same unit: a customer’s slot says nothing of their household’s', async () => {
    const engine = await openEngine();
    const at = (id: string, unit?: { attribute: string }) =>
      journey({ id, salt: id, unit, traffic: { share: 10, layer: 'cards' } });
    expect(await publish(engine, at('a', { attribute: 'home' }))).toEqual([]);
    expect(await publish(engine, at('b'))).toEqual(['layer-of-households']);
    expect(await publish(engine, at('b', { attribute: 'account' }))).toEqual(['layer-of-households']);
    expect(await publish(engine, at('b', { attribute: 'home' }))).toEqual([]);
  });

  test('own what an older version had until their journey is over', async () => {
    const engine = await openEngine();
    const first = { id: 'first', salt: 's1' };
    const second = journey({ id: 'second', salt: 's2', traffic: { share: 100, layer: 'cards' } });
    await publish(engine, journey({ ...first, traffic: { share: 60, layer: 'cards' } }));
    await publish(engine, journey(first));
    expect(await publish(engine, second)).toEqual(['layer-full']);
    await engine.change('first', 'stop');
    expect(await publish(engine, second)).toEqual([]);
  });

  test('of one document share no slot either', async () => {
    const engine = await openEngine();
    const cd = {
      kind: 'split',
      settings: {
        salt: 'other',
        arms: [
          { id: 'C', share: 50 },
          { id: 'D', share: 50, control: true },
        ],
        traffic: { share: 50, layer: 'cards' },
      },
      next: {},
    };
    const document = journey({ traffic: { share: 50, layer: 'cards' }, next: { rest: 'cd' }, more: { cd } });
    expect(await publish(engine, document)).toEqual([]);
    const { ab, cd: other } = engine.roster.versionsOf('offer').at(-1)?.allocations ?? {};
    expect(ab?.traffic?.slots).toEqual([{ from: 0, to: 5000 }]);
    expect(other?.traffic?.slots).toEqual([{ from: 5000, to: 10_000 }]);
    await enter(engine, people(100));
    const exposures = await engine.reports.exposures({ journeyId: 'offer' });
    expect(exposures).toHaveLength(100);
    expect(new Set(exposures.map(({ profileId }) => profileId)).size).toBe(100);
  });
});

describe.each(stores)('customers of two splits of one layer, $name', ({ open }) => {
  test('are different ones, and drawn independently of their arms', async () => {
    const engine = await openEngine(open);
    for (const id of ['one', 'two']) {
      await publish(engine, journey({ id, salt: id, traffic: { share: 50, layer: 'cards' } }));
      await enter(engine, people(300), id);
    }
    const inOne = await engine.reports.exposures({ journeyId: 'one' });
    const inTwo = new Set(
      (await engine.reports.exposures({ journeyId: 'two' })).map(({ profileId }) => profileId),
    );
    expect(inOne.filter(({ profileId }) => inTwo.has(profileId))).toEqual([]);
    expect(inOne.length + inTwo.size).toBe(300);
    const inA = inOne.filter(({ arm }) => arm === 'A').length;
    // half of them, within four standard deviations
    expect(Math.abs(inA - inOne.length / 2)).toBeLessThan(4 * Math.sqrt(inOne.length / 4));
  });
});
