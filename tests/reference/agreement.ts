/** Holds the engine against the reference: random lives are run by both, all lists of the two reports must be equal. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { rehearse } from '../../engine/runner/rehearsal.ts';
import type { Scenario, TimelineEntry } from '../../shared/scenario.ts';
import { lifeFrom } from '../generators/life.ts';
import { NothingMatches } from './deeds.ts';
import { interpret } from './interpreter.ts';
import { rowsApart } from './rowsApart.ts';
import { LISTS, type Report, type Row } from './world.ts';

/** Half of them in spring, half in autumn: two files, so that two cores share them. */
const SEQUENCES = Number(process.env.THROUGHLINE_SEQUENCES ?? 20_000) / 2;
export const AGREEMENT_TIMEOUT_MS = 1_200_000;
const SEED = Number(process.env.THROUGHLINE_SEED ?? 1);

/** What the reference makes of it, less the receipts that belong to nothing sent. */
function meaning(scenario: Scenario): { scenario: Scenario; reference: Report } {
  try {
    return { scenario, reference: interpret(scenario) };
  } catch (error) {
    if (!(error instanceof NothingMatches)) throw error;
    const isOther = (one: TimelineEntry) => !('receipt' in one) || one.receipt !== error.receipt;
    return meaning({ ...scenario, timeline: scenario.timeline.filter(isOther) });
  }
}

/** Lists that differ, with the rows of one side only; null when the scenario says nothing about equality. */
async function apart(drawn: Scenario): Promise<object[] | null> {
  const { scenario, reference } = meaning(drawn);
  const { report } = await rehearse(scenario);
  if (report.problems.some(({ code }) => code !== 'transition-refused')) return null; // the checker refused it
  if (reference.parked.length > 0) return null; // what else a failed step leaves behind is not in the contract
  return LISTS.flatMap((list) => {
    const { missing, extra } = rowsApart(reference[list], report[list] as unknown as Row[]); // rows of §10.3
    return missing.length + extra.length > 0 ? [{ list, onlyReference: missing, onlyEngine: extra }] : [];
  });
}

export async function expectAgreement(start: Parameters<typeof lifeFrom>[0]): Promise<void> {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(lifeFrom(start), async (scenario) => {
      const lists = await apart(scenario);
      if (lists) compared += 1;
      expect(lists ?? []).toEqual([]);
    }),
    { numRuns: SEQUENCES, seed: SEED },
  );
  expect(compared).toBeGreaterThan(SEQUENCES * 0.9);
}
