// Goal: publishing waits until somebody said what becomes of the customers of an arm taken away, and of nobody else's.
// Method: the pure question of the publish dialog, asked with and without an answer.
import { expect, test } from 'vitest';
import { areArmsDecided, armsAsked } from '../../../../designer/pages/editor/removedArmsAsked.ts';

const taken = (arm: string, customerCount: number) => ({
  node: 'ab',
  arm,
  name: arm,
  customerCount,
  present: [{ id: 'A', name: 'A' }],
});

const preview = { removedArms: [taken('B', 2), taken('C', 0)] };

test('only arms that somebody met are asked about', () => {
  expect(armsAsked(preview).map(({ arm }) => arm)).toEqual(['B']);
});

test.each([
  ['nothing', {}, false],
  ['another arm', { ab: { C: null } }, false],
  ['that they are drawn again', { ab: { B: null } }, true],
  ['the arm they follow', { ab: { B: 'A' } }, true],
])('decided by %s: %o is %s', (_, removedArms, isDecided) => {
  expect(areArmsDecided(preview, { removedArms })).toBe(isDecided);
});
