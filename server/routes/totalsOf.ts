import { goalOf } from '../../shared/experiment/goalOf.ts';
import type { Backend } from '../backend.ts';
import type { Totals } from '../views/journeyView.ts';

/** How many entered, ended and reached the goal, by journey. */
export async function totalsOf(backend: Backend): Promise<Map<string, Totals>> {
  const rows = await backend.reports.journeyTotals();
  return new Map(
    rows.map(({ journeyId, goals, ...row }) => {
      const document = backend.catalog.versionsOf(journeyId).at(-1)?.document;
      const goal = document && goalOf(document);
      return [journeyId, { ...row, goals: (goal && goals[goal.id]) ?? 0 }];
    }),
  );
}
