// Goal: whatever the attribute holds that names a household, its customers are counted as they were drawn, in both stores alike.
// Method: customers with hostile values come to a split, by themselves and imported; who shares a name shares arm and count.
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../shared/json.ts';
import { DAY, Life, SALT, START, stores, journey as withoutUnit } from './splitLife.ts';

const journey = withoutUnit();
const { ab } = journey.nodes;
if (!ab) throw new Error('a journey with a split');
const settings = { ...ab.settings, salt: SALT, unit: { attribute: 'household' } };
const households = { ...journey, nodes: { ...journey.nodes, ab: { ...ab, settings } } };

/** Values, and the household each names; null: nobody's. */
const VALUES: readonly [value: JsonValue, name: string | null][] = [
  ['Zoe\u0308', 'Zoë'],
  ['Zoë', 'Zoë'],
  [' a', ' a'],
  ['a', 'a'],
  ['A', 'A'],
  [7, '7'],
  ['7', '7'],
  ['07', '07'],
  [0, '0'],
  [-0, '0'],
  [1e21, '1e+21'],
  [0.1, '0.1'],
  [true, null],
  ['true', 'true'],
  [null, null],
  [[], null],
  [['a'], null],
  [{ a: 'a' }, null],
  ['', null],
  [' ', ' '],
  ['\u0000', '\u0000'],
  ['a\u001fb', 'a\u001fb'],
  ['😀', '😀'],
  ['x'.repeat(20_000), 'x'.repeat(20_000)],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  // half a character is the same whichever half it is
  ['\ud83d', '\ufffd'],
  ['\ude00', '\ufffd'],
];

describe.each(stores)('$name', ({ open }) => {
  test('one name is one household, with one arm', async () => {
    const life = await Life.begin(open(), households);
    for (const [index, [household]] of VALUES.entries()) {
      await life.customer(`c${index}`, { household });
      await life.event(`c${index}`, 'visited');
    }
    const exposures = await life.engine.reports.exposures({ journeyId: 'offer', node: 'ab' });
    const unitOf = (index: number) => exposures.find(({ profileId }) => profileId === `c${index}`)?.unit;
    expect(VALUES.map((_, index) => unitOf(index))).toEqual(VALUES.map(([, name]) => name));
    const arms = new Map<string, Set<string>>();
    for (const { profileId, unit, arm } of exposures) {
      const name = unit === null ? `customer ${profileId}` : `household ${unit}`;
      arms.set(name, (arms.get(name) ?? new Set<string>()).add(arm));
    }
    expect([...arms.values()].filter(({ size }) => size > 1)).toEqual([]);
    const { exposed, contaminated } = await life.collected(START + DAY);
    const count = (of: 'units' | 'customers') => exposed.reduce((sum, cell) => sum + (cell[of] ?? 0), 0);
    expect([contaminated, count('units'), count('customers')]).toEqual([[], arms.size, VALUES.length]);
  });

  test('customers with the last of all ids are counted too', async () => {
    const life = await Life.begin(open(), households);
    const last = '\u{10ffff}';
    const ids = ['a', last, `${last}b`, last.repeat(100)];
    for (const id of ids) await life.event(id, 'visited');
    const { exposed } = await life.collected(START + DAY);
    expect(exposed.reduce((sum, { customers = 0 }) => sum + customers, 0)).toBe(ids.length);
  });

  test('another system’s spelling of a household is that household', async () => {
    const life = await Life.begin(open(), households);
    await life.customer('c1', { household: 'Zoe\u0308' });
    await life.event('c1', 'visited');
    const [own] = await life.engine.reports.exposures({ journeyId: 'offer', node: 'ab' });
    await life.imported('c2', own?.arm ?? '', START, { unit: 'Zoë' });
    await life.imported('c3', own?.arm ?? '', START, { unit: 'Zoe\u0308' });
    const { exposed } = await life.collected(START + DAY);
    expect(exposed).toMatchObject([{ units: 1, customers: 3 }]);
  });
});
