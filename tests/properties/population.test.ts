// Goal: a condition means the same for one customer and for a population (language.md 9.3).
// Method: generated customers in both stores; SQL on one side, `evaluate` on the other, same ids or a counterexample.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../../engine/stores/memory/memoryStore.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import type { PopulationQuery } from '../../engine/stores/store.ts';
import { batch, NOW } from '../conformance/rows.ts';
import { hostileCondition } from '../generators/hostileCondition.ts';
import { hostileCustomers } from '../generators/hostileCustomers.ts';

const audiences: PopulationQuery['audiences'] = {
  list: { members: ['c0', 'c3', 'c5'] },
  rule: {
    type: 'any',
    of: [
      { type: 'attribute', attribute: 'x', op: '>', value: 1 },
      { type: 'audience', audience: 'list', is: 'in' },
    ],
  },
  // the checker refuses this; the evaluator gives up at a depth, and so must the compiler
  loop: { type: 'not', of: { type: 'audience', audience: 'loop', is: 'in' } },
};

test('SQL and the evaluator answer alike, whatever is asked of whomever', async () => {
  let metCount = 0;
  let askedCount = 0;
  const conditions = fc.array(hostileCondition, { minLength: 10, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(hostileCustomers, conditions, async (customers, asked) => {
      const memory = createMemoryStore();
      const sqlite = openSqliteStore(':memory:');
      try {
        await memory.store.commit(batch(customers));
        await sqlite.store.commit(batch(customers));
        for (const condition of asked) {
          const query = {
            condition,
            audiences,
            nowMs: NOW,
            zone: 'Europe/Berlin',
            afterProfileId: '',
            limit: 100,
          };
          const byEvaluator = await memory.store.population(query);
          expect(await sqlite.store.population(query)).toEqual(byEvaluator);
          metCount += byEvaluator.length;
          askedCount += customers.length;
        }
      } finally {
        sqlite.close();
      }
    }),
    { numRuns: 150 },
  );
  // conditions that nobody or everybody meets would prove nothing
  expect(metCount / askedCount).toBeGreaterThan(0.1);
  expect(metCount / askedCount).toBeLessThan(0.9);
}, 120_000);
