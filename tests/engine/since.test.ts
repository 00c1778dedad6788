// Goal: how long an attribute has held its value is known, and an equal value written again does not restart it (9.1).
// Method: writes one after the other; after each, since when every path holds what it holds.
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../engine/core/evaluate.ts';
import { sinceAfter, sinceOf } from '../../engine/core/since.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';
import { NOW, sampleFacts } from './samples/moment.ts';
import { sampleProfile } from './samples/profile.ts';

/** A customer known at 0, whose attributes were written at 1, 2, 3 … */
function written(first: JsonObject, ...writes: JsonObject[]): Profile {
  let profile = sampleProfile({ attributes: first });
  for (const [index, attributes] of writes.entries()) {
    profile = { ...profile, attributes, since: sinceAfter(profile, attributes, index + 1) };
  }
  return profile;
}

describe('since when a value is there', () => {
  test('a customer who is only just known has every attribute since then, and nothing is written down', () => {
    const profile = sampleProfile();
    expect(sinceAfter(profile, { tier: 'gold', city: 'A' }, profile.knownSinceMs)).toEqual({});
  });

  const rows: { says: string; profile: Profile; path: string; since: number }[] = [
    { says: 'an untouched value', profile: written({ a: 1 }, { a: 1, b: 2 }), path: 'a', since: 0 },
    { says: 'a new attribute', profile: written({ a: 1 }, { a: 1, b: 2 }), path: 'b', since: 1 },
    { says: 'another value', profile: written({ a: 1 }, { a: 2 }), path: 'a', since: 1 },
    { says: 'an equal value again', profile: written({ a: 1 }, { a: 2 }, { a: 2 }), path: 'a', since: 1 },
    { says: 'the old value back', profile: written({ a: 1 }, { a: 2 }, { a: 1 }), path: 'a', since: 2 },
    { says: 'removed and set again', profile: written({ a: 1 }, {}, { a: 1 }), path: 'a', since: 2 },
    { says: 'an equal list', profile: written({ a: [1, 2] }, { a: [1, 2] }), path: 'a', since: 0 },
    { says: 'a list in another order', profile: written({ a: [1, 2] }, { a: [2, 1] }), path: 'a', since: 1 },
    {
      says: 'an equal object with its fields in another order',
      profile: written({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }),
      path: 'a',
      since: 0,
    },
    {
      says: 'the part of an object that changed',
      profile: written({ a: { x: 1, y: 2 } }, { a: { x: 1, y: 3 } }),
      path: 'a.y',
      since: 1,
    },
    {
      says: 'the part of an object that stayed while another part changed',
      profile: written({ a: { x: 1, y: 2 } }, { a: { x: 1, y: 3 } }, { a: { x: 1, y: 4 } }),
      path: 'a.x',
      since: 0,
    },
    {
      says: 'a part deep inside',
      profile: written(
        { a: { x: { p: 1, q: 1 }, y: 2 } },
        { a: { x: { p: 1, q: 2 }, y: 2 } },
        { a: { x: { p: 1, q: 2 }, y: 3 } },
      ),
      path: 'a.x.q',
      since: 1,
    },
    {
      says: 'a part of an object that replaced a number',
      profile: written({ a: 1 }, { a: { x: 1 } }),
      path: 'a.x',
      since: 1,
    },
  ];
  test.each(rows)('$says', ({ profile, path, since }) => {
    expect(sinceOf(profile, path)).toBe(since);
  });
});

describe('hasBeenFor', () => {
  const asked = (heldSinceMs: number, attribute = 'tier') =>
    evaluate(
      { type: 'attribute', attribute, op: 'hasBeenFor', value: 'gold', for: 'P1D' },
      sampleFacts({ profile: sampleProfile({ attributes: { tier: 'gold' }, since: { tier: heldSinceMs } }) }),
    );

  test('is true from the very instant at which the time is over', () => {
    expect(asked(NOW - 86_400_000)).toBe(true);
    expect(asked(NOW - 86_400_000 + 1)).toBe(false);
  });

  test('is false of a missing value, however long it is missing', () => {
    expect(asked(0, 'city')).toBe(false);
  });
});
