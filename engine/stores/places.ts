import { compareText } from '../core/compareText.ts';

/** Where a row stands in an order: the values it is sorted by. */
export type Place = readonly (string | number)[];

export function comparePlaces(a: Place, b: Place): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (left === right || right === undefined) continue;
    const isText = typeof left === 'string' && typeof right === 'string';
    return isText ? compareText(left, right) : Number(left) - Number(right);
  }
  return 0;
}
