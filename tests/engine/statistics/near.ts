import { expect } from 'vitest';

/** Fails unless `value` is within a relative distance of `wanted`; a wanted 0 allows an absolute error of the same size. */
export function expectNear(value: number, wanted: number, relative: number, where = ''): void {
  const allowed = relative * (wanted === 0 ? 1 : Math.abs(wanted));
  expect(Math.abs(value - wanted), `${where}: ${value} for ${wanted}`).toBeLessThanOrEqual(allowed);
}

/** The computed form of a result; fails the test when there is none. */
export function mustCompute<Result extends { state: 'computed' | 'notComputable' }>(
  result: Result,
): Extract<Result, { state: 'computed' }> {
  expect(result).toMatchObject({ state: 'computed' });
  return result as Extract<Result, { state: 'computed' }>; // the line above has just checked it
}
