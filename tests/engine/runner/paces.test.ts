// Goal: a pace that does not divide a second is kept over restarts like any other.
// Method: slots taken at odd rates; what is to be kept goes through a real file, which refuses fractions.
import { expect, test } from 'vitest';
import { Paces } from '../../../engine/runner/paces.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';

test.each([3, 7, 30, 10_000])('a pace of %d a second is kept', async (perSecond) => {
  const paces = new Paces(new Map());
  const nowMs = 1_795_000_000_000;
  for (let count = 0; count < perSecond + 1; count++) paces.take('release/j', perSecond, nowMs);
  const { store, close } = openSqliteStore(':memory:');
  try {
    const kept = paces.takeChanges();
    await store.commit({ atMs: nowMs, customers: [], counts: [], jobs: [], paces: kept });
    const nextMs = new Paces(await store.paces()).take('release/j', perSecond, nowMs);
    expect(Math.abs(nextMs - nowMs - 1000 - 1000 / perSecond)).toBeLessThanOrEqual(1);
  } finally {
    close();
  }
});
