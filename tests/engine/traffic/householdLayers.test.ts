// Goal: in a layer of splits that draw for households, a household is in one of them at most, whole, and stays when traffic grows.
// Method: members of many households come to two splits before and after one grows; every household looked at.
import { expect, test } from 'vitest';
import type { Engine } from '../../../engine/index.ts';
import { enter, journey, openEngine, publish, stores } from './trafficWorld.ts';

const HOUSEHOLDS = 80;
const unit = { attribute: 'home' };

async function come(engine: Engine, member: string): Promise<void> {
  const ids = Array.from({ length: HOUSEHOLDS }, (_, house) => `${member}-${house}`);
  const profiles = ids.map((id, house) => ({ id, attributes: { home: `home ${house}` } }));
  await engine.upsertProfiles(profiles);
  await engine.settle();
  for (const id of ['one', 'two']) await enter(engine, ids, id);
}

/** Per household and split, the arms of its members who are tested. */
async function testedIn(engine: Engine, journeyId: string): Promise<Map<string, string[]>> {
  const arms = new Map<string, string[]>();
  for (const { unit: home, arm } of await engine.reports.exposures({ journeyId })) {
    arms.set(home ?? '', [...(arms.get(home ?? '') ?? []), arm]);
  }
  return arms;
}

test.each(stores)('in $name', async ({ open }) => {
  const engine = await openEngine(open);
  const drawn = (id: string, share: number) =>
    journey({
      id,
      salt: id,
      unit,
      traffic: { share, layer: 'cards' },
      next: { rest: 'out' },
      more: { out: { kind: 'exit', settings: {}, next: {} } },
    });
  expect(await publish(engine, drawn('one', 30))).toEqual([]);
  expect(await publish(engine, drawn('two', 30))).toEqual([]);
  for (const member of ['a', 'b']) await come(engine, member);
  const before = await testedIn(engine, 'one');
  const other = await testedIn(engine, 'two');
  expect(before.size).toBeGreaterThan(10);
  expect([...before.keys()].filter((home) => other.has(home))).toEqual([]);
  for (const arms of [...before.values(), ...other.values()]) {
    expect([arms.length, new Set(arms).size]).toEqual([2, 1]);
  }
  expect(await publish(engine, drawn('one', 60))).toEqual([]);
  await come(engine, 'c');
  const after = await testedIn(engine, 'one');
  expect(after.size).toBeGreaterThan(before.size);
  for (const [home, arms] of after) {
    // those who were in the test keep their arm; those of the growth have met it with the third only
    expect([home, arms.length, new Set(arms).size]).toEqual([home, before.has(home) ? 3 : 1, 1]);
  }
  expect([...after.keys()].filter((home) => other.has(home))).toEqual([]);
});
