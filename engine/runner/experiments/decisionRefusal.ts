import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { isSameName } from '../../../shared/experiment/isSameName.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { Decision } from '../../core/experiments/experimentRecords.ts';

/** What a person decides about a split, looking at one of its runs. */
export interface DecisionAsked {
  journeyId: string;
  node: string;
  runId: string;
  decision: Decision['decision'];
  arm: string | null;
  reason: string | null;
  decidedBy: string;
  approvedBy: string | null;
}

/** What is wrong with the arm a decision names; only a roll-out has one. */
function armFault({ decision, arm }: DecisionAsked, { arms, reference }: Analysis): Problem | null {
  const base = { field: 'arm', params: { name: 'arm' } };
  if (decision !== 'rollOut') return arm === null ? null : problem('unknown-field', base);
  if (arm === null) return problem('missing-field', base);
  const about = { field: 'arm', params: { arm } };
  if (arm === reference) return problem('control-rolled-out', about);
  const known = arms.find(({ id }) => id === arm);
  if (!known) return problem('unknown-arm', about);
  return known.isRemoved ? problem('arm-removed', about) : null;
}

const isSeconded = ({ reason, decidedBy, approvedBy }: DecisionAsked) =>
  reason !== null && approvedBy !== null && !isSameName(approvedBy, decidedBy);

/** Whether the plan's own rule allows a decision. */
export function isByRule({ decision, arm }: DecisionAsked, rule: Analysis['rule']): boolean {
  return rule.allows.includes(decision) && (decision !== 'rollOut' || rule.arm === arm);
}

/** Why a decision cannot be made; what the plan's rule does not allow needs a reason and a second name. */
export function decisionRefusal(asked: DecisionAsked, analysis: Analysis): Problem | null {
  const fault = armFault(asked, analysis);
  if (fault) return fault;
  const mayBeMade = isByRule(asked, analysis.rule) || isSeconded(asked);
  return mayBeMade ? null : problem('reason-missing', { field: 'reason' });
}
