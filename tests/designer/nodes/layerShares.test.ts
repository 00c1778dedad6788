// Goal: the panel says how much of a layer a split could have: what it owns itself is not in its way.
// Method: a table of layers as the API lists them.
import { expect, test } from 'vitest';
import { freeFor } from '../../../designer/nodes/layerShares.ts';
import type { Layer } from '../../../shared/api/experiments.ts';

const split = (
  journey: string,
  node: string,
  ...slots: [from: number, to: number][]
): Layer['splits'][number] => ({
  journey: { id: journey, name: journey, state: 'live' },
  node,
  sharePercent: 10,
  ownedPercent: 10,
  slots: slots.map(([from, to]) => ({ from, to })),
});
const layer = (...splits: Layer['splits']): Layer => ({ id: 'cards', unit: null, freePercent: 0, splits });
const me = { journey: 'a', node: 'ab' };

test.each([
  ['a layer nobody knows yet', undefined, 100],
  ['a layer of others', layer(split('b', 'ab', [0, 3000]), split('a', 'cd', [5000, 5050])), 69.5],
  ['a layer it is in itself', layer(split('a', 'ab', [0, 3000]), split('b', 'ab', [3000, 4000])), 90],
  ['a layer that is full', layer(split('b', 'ab', [0, 10_000])), 0],
])('of %s, the free percent is what no other split owns', (_what, given, free) => {
  expect(freeFor(me, given)).toBe(free);
});
