/** Which sentence a verdict is, before it is said in a language. Pure. */
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { TagForm, Tone } from '../../shell/Tag.tsx';

type Verdict = Analysis['verdict'];

export type SentenceKey =
  | Exclude<Verdict['state'], 'winner' | 'collecting'>
  | 'winnerMore'
  | 'winnerFewer'
  | 'winnerValueMore'
  | 'winnerValueFewer'
  | 'collecting'
  | 'collectingPace'
  | 'collectingOpen'
  | 'nothingToJudge';

/** Key of the sentence that says a verdict. */
export function sentenceKey({ verdict, primary, plan }: Analysis): SentenceKey {
  const { state } = verdict;
  if (state === 'noConclusion' && plan.conclusion === 'wanted') return 'nothingToJudge';
  if (state === 'winner') {
    const direction = primary?.direction === 'decrease' ? 'Fewer' : 'More';
    return primary?.measure === 'value' ? `winnerValue${direction}` : `winner${direction}`;
  }
  if (state === 'collecting') {
    if (verdict.plannedCount === null) return 'collectingOpen';
    return verdict.readyAt === null ? 'collectingPace' : 'collecting';
  }
  return state;
}

export type ChangesKey =
  | Verdict['changesWith']
  | 'nothingOpen'
  | `${Extract<Verdict['changesWith'], 'customers' | 'days' | 'conversions'>}More`;

/** Key of what would change a verdict; with a number where there is one. */
export function changesKey({ verdict, primary, reference }: Analysis): ChangesKey {
  const { changesWith, changesWithCount } = verdict;
  const isSettled = verdict.state === 'winner' || verdict.state === 'loser';
  const leavesOpen = primary?.comparisons.some(
    ({ against, isBetter }) => against === reference && isBetter === null,
  );
  if (changesWith === 'nothing' && isSettled && leavesOpen) return 'nothingOpen';
  if (changesWithCount === null) return changesWith;
  return changesWith === 'customers' || changesWith === 'days' || changesWith === 'conversions'
    ? `${changesWith}More`
    : changesWith;
}

/** Whether a verdict was found before the customers that were planned: then its effect was caught at a high moment. */
export function isFoundEarly({ verdict }: Analysis): boolean {
  const { state, plannedCount, matureCount } = verdict;
  return (state === 'winner' || state === 'loser') && plannedCount !== null && matureCount < plannedCount;
}

export interface Look {
  tone: Tone;
  form: TagForm;
}

const looks: { readonly [state in Verdict['state']]: Look } = {
  draft: { tone: 'neutral', form: 'hollow' },
  collecting: { tone: 'note', form: 'hollow' },
  undecided: { tone: 'neutral', form: 'hollow' },
  winner: { tone: 'good', form: 'dot' },
  loser: { tone: 'bad', form: 'square' },
  noDifference: { tone: 'note', form: 'bar' },
  stoppedEarly: { tone: 'warn', form: 'bar' },
  doNotTrust: { tone: 'warn', form: 'square' },
  noConclusion: { tone: 'neutral', form: 'bar' },
};

/** How a verdict looks; neither good nor bad before the checks have passed. */
export function verdictLook(state: Verdict['state'], isTrusted: boolean): Look {
  const look = looks[state];
  const isJudging = look.tone === 'good' || look.tone === 'bad';
  return isJudging && !isTrusted ? { ...look, tone: 'neutral' } : look;
}

/** Which line sums the checks up, and its number. */
export function trustLine(counts: { ok: number; warning: number; failed: number; unknown: number }): {
  key: 'failed' | 'warning' | 'ok' | 'partial' | 'none';
  count: number;
  total: number;
} {
  const { ok, warning, failed, unknown } = counts;
  const total = ok + warning + failed + unknown;
  if (failed > 0) return { key: 'failed', count: failed, total };
  if (warning > 0) return { key: 'warning', count: warning, total };
  if (unknown === total) return { key: 'none', count: 0, total };
  return { key: unknown > 0 ? 'partial' : 'ok', count: ok, total };
}
