// Goal: the engine means what the contract says: it agrees with an interpreter written from language.md alone.
// Method: random journeys with random histories (fast-check) are run by both; all lists of the two reports must be equal.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rehearse } from '../../engine/runner/rehearsal.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { life } from '../generators/life.ts';
import { interpret } from './interpreter.ts';
import { LISTS, type Row } from './records.ts';
import { rowsApart } from './rowsApart.ts';

const SEQUENCES = Number(process.env.THROUGHLINE_SEQUENCES ?? 2000);
const SEED = process.env.THROUGHLINE_SEED;

async function apart(scenario: Scenario): Promise<object> {
  const reference = interpret(scenario);
  const { report } = await rehearse(scenario);
  const lists: object[] = [];
  for (const list of LISTS) {
    const { missing, extra } = rowsApart(reference[list], report[list] as unknown as Row[]); // rows of §10.3
    if (missing.length + extra.length > 0) lists.push({ list, onlyReference: missing, onlyEngine: extra });
  }
  return lists;
}

test('a random journey with a random history means the same to the engine and to the reference', async () => {
  await fc.assert(
    fc.asyncProperty(life, async (scenario) => {
      expect(await apart(scenario)).toEqual([]);
    }),
    { numRuns: SEQUENCES, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  );
}, 600_000);
