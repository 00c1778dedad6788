import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { Frame } from './frame.ts';
import { isPlanComplete } from './planEnd.ts';
import { whatIsMissing } from './progress.ts';
import type { Primary } from './verdict.ts';

type Rule = Analysis['rule'];

/** Where the plan's rule is a bound on the expected loss: the arm that keeps it, the reference included. */
function armWithinLoss(frame: Frame, primary: Primary | null): string | null {
  const { automation } = frame.input.plan;
  if (automation?.rule !== 'expectedLoss' || !primary) return null;
  if (whatIsMissing(frame, primary.metric)) return null;
  const arms = primary.result.arms.filter(
    ({ expectedLossMoney }) => expectedLossMoney !== null && expectedLossMoney < automation.maximumLoss,
  );
  const [best] = [...arms].sort(
    (one, other) => (one.expectedLossMoney ?? Infinity) - (other.expectedLossMoney ?? Infinity),
  );
  return best?.arm ?? null;
}

/** What the plan allows to be decided now; anything else needs a reason and a second person. */
export function rule(
  frame: Frame,
  primary: Primary | null,
  { verdict, guardrails }: Pick<Analysis, 'verdict' | 'guardrails'>,
): Rule {
  const stateOf = (arm: string): string[] =>
    guardrails.flatMap(({ arms }) => arms.filter((one) => one.arm === arm).map(({ state }) => state));
  const isRunning = frame.input.endedAtMs === null;
  const onward: Rule['allows'] = isRunning && !isPlanComplete(frame) ? ['continue'] : [];
  if (verdict.state === 'draft' || verdict.state === 'collecting') return { allows: ['continue'], arm: null };
  if (verdict.state === 'doNotTrust' || verdict.state === 'noConclusion')
    return { allows: isRunning ? ['continue', 'endWithoutDecision'] : ['endWithoutDecision'], arm: null };
  const byLoss = armWithinLoss(frame, primary);
  const best = verdict.state === 'winner' ? verdict.arm : byLoss;
  if (frame.input.arms.some(({ id, isRemoved }) => isRemoved && id === best))
    return { allows: [...onward, 'keepControl', 'endWithoutDecision'], arm: null };
  if (best !== null && best !== frame.reference) {
    const states = stateOf(best);
    if (states.every((state) => state === 'safe')) return { allows: ['rollOut', ...onward], arm: best };
    if (states.includes('harmed')) return { allows: ['keepControl', ...onward], arm: null };
    return { allows: isRunning ? ['continue', 'keepControl'] : ['keepControl'], arm: null };
  }
  const comparisons = primary?.result.comparisons.filter(({ arm }) => frame.choices.includes(arm)) ?? [];
  const isLost =
    comparisons.length > 0 &&
    comparisons.every(({ arm, isBetter }) => isBetter === false || stateOf(arm).includes('harmed'));
  if (isLost || byLoss !== null || verdict.state === 'noDifference')
    return { allows: ['keepControl', ...onward], arm: null };
  if (verdict.state === 'stoppedEarly' || isPlanComplete(frame) || !isRunning)
    return { allows: ['keepControl', 'endWithoutDecision'], arm: null };
  return { allows: ['continue'], arm: null };
}
