/** A decision being written: what it still lacks. Pure. */
import type { Decision } from '../../../shared/api/experiments.ts';
import { isSameName } from '../../../shared/experiment/isSameName.ts';

export interface DecisionDraft {
  deed: Decision['decision'];
  arm: string | null;
  reason: string;
  decidedBy: string;
  approvedBy: string;
}

/** Whether the plan's rule allows exactly this. */
export function isByRule(
  { deed, arm }: Pick<DecisionDraft, 'deed' | 'arm'>,
  rule: { allows: readonly Decision['decision'][]; arm: string | null },
): boolean {
  return rule.allows.includes(deed) && (deed !== 'rollOut' || rule.arm === null || rule.arm === arm);
}

const told = (text: string) => text.trim() !== '';

export type Lack = 'arm' | 'reason' | 'decidedBy' | 'approvedBy' | 'sameName';

/** What a decision lacks before it can be made: against the rule, a reason and somebody else. */
export function lacksOf(draft: DecisionDraft, byRule: boolean): Lack[] {
  const lacks: Lack[] = [];
  if (draft.deed === 'rollOut' && draft.arm === null) lacks.push('arm');
  if (!told(draft.decidedBy)) lacks.push('decidedBy');
  if (byRule) return lacks;
  if (!told(draft.reason)) lacks.push('reason');
  if (!told(draft.approvedBy)) lacks.push('approvedBy');
  else if (isSameName(draft.decidedBy, draft.approvedBy)) lacks.push('sameName');
  return lacks;
}
