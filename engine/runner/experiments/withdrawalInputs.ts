/** Imported exposures taken back: who is concerned, as inputs, and what the audit line says. */
import { z } from 'zod';
import { type Done, refused } from '../../../shared/done.ts';
import { problem } from '../../../shared/problem.ts';
import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import { withdrawalId } from '../../core/withdrawal.ts';
import type { AuditRow } from '../../stores/auditRow.ts';
import type { Reports } from '../../stores/reports.ts';
import type { NewInput } from '../../stores/store.ts';
import type { Roster } from '../roster.ts';
import { splitHistory } from './splitHistory.ts';

export interface WithdrawalAsked {
  /** the same again changes nothing */
  id: string;
  journeyId: string;
  /** '' is the journey's holdout */
  node: string;
  /** of this import; null: of any */
  batch: string | null;
  /** of these customers; null: of everybody the import names */
  profiles: readonly string[] | null;
  reason: string;
  actor: string;
}

/** Errors: a split nobody published, and a batch of which nothing ever came. */
export async function withdrawalInputs(
  asked: WithdrawalAsked,
  given: { roster: Roster; reports: Pick<Reports, 'importedWith'>; nowMs: number },
): Promise<Done<NewInput[]>> {
  const { id, journeyId, node, batch } = asked;
  const { roster, reports, nowMs } = given;
  const history = splitHistory(roster.versionsOf(journeyId), node, roster.registry);
  if (!history) return refused(problem('not-found', { params: { what: 'split' } }));
  const { salt } = history.current;
  const imported = batch === null ? null : await reports.importedWith({ journeyId, node, batch });
  if (imported?.length === 0) return refused(problem('not-found', { params: { what: 'import' } }));
  const profiles = [...new Set(asked.profiles ?? imported ?? [])];
  return {
    ok: true,
    value: profiles.map((profileId) => ({
      profileId,
      atMs: nowMs,
      input: {
        type: 'withdrawExposures',
        id: withdrawalId(`${journeyId}/${node}/${id}`, profileId),
        journeyId,
        node,
        salt,
        batch,
      },
    })),
  };
}

/** What an audit line says of a withdrawal. */
const withdrawalNoteSchema = z.object({
  id: z.string(),
  node: z.string(),
  batch: z.string().nullable(),
  customers: z.number(),
  reason: z.string(),
});
export type WithdrawalNote = z.infer<typeof withdrawalNoteSchema>;

/** The withdrawals of a split by their audit lines, oldest first. */
export function withdrawalsOf(
  deeds: readonly AuditRow[],
  node: string,
): (WithdrawalNote & { atMs: number; actor: string })[] {
  return deeds.flatMap(({ atMs, actor, deed, detail }) => {
    const note = deed === 'withdrawExposures' ? withdrawalNoteSchema.safeParse(detail) : null;
    return note?.success && note.data.node === node ? [{ ...note.data, atMs, actor }] : [];
  });
}

/** What an analysis is told of them. */
export function withdrawnInput(
  { deeds, withdrawnCount }: { deeds: Parameters<typeof withdrawalsOf>[0]; withdrawnCount: number },
  node: string,
): AnalysisInput['withdrawn'] {
  const noted = withdrawalsOf(deeds, node);
  return {
    count: withdrawnCount,
    deeds: noted.map(({ atMs, actor, reason }) => ({ atMs, actor, reason })),
  };
}
