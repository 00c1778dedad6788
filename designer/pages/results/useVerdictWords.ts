import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { Format } from '../../format/useFormat.ts';
import { checkCounts } from './reading.ts';
import { changesKey, type SentenceKey, sentenceKey, trustLine } from './verdictWords.ts';

export interface VerdictWords {
  state: string;
  sentence: string;
  changes: string;
  trust: string;
}

type Progress = Extract<SentenceKey, `collecting${string}`>;

const isProgress = (key: SentenceKey): key is Progress => key.startsWith('collecting');

/** A verdict in plain words. */
export function useVerdictWords(
  analysis: Analysis,
  { nameOf, format }: { nameOf: (arm: string) => string; format: Format },
): VerdictWords {
  const { t } = useTranslation('verdict');
  const { t: check } = useTranslation('trust');
  const { t: households } = useTranslation('households');
  const { verdict, primary } = analysis;
  const isWaitingForWindow = verdict.changesWith === 'days' && primary?.basis === 'soFar';
  const arm = verdict.arm === null ? '' : nameOf(verdict.arm);
  const { key, ...counts } = trustLine(checkCounts(analysis));
  const failed = analysis.checks.filter(({ state }) => state === 'failed');
  const named = {
    arm,
    against: verdict.against === null ? '' : nameOf(verdict.against),
    goal: primary?.goal ?? '',
    mature: format.number(verdict.matureCount),
    planned: verdict.plannedCount === null ? '' : format.number(verdict.plannedCount),
    ready: verdict.readyAt === null ? '' : format.date(verdict.readyAt),
    checks: failed.map(({ id }) => check(`check.${id}`)).join(' · '),
  };
  const sentence = sentenceKey(analysis);
  const changes = isWaitingForWindow ? 'windowMore' : changesKey(analysis);
  const count = verdict.changesWithCount ?? 0;
  return {
    state: t(`state.${verdict.state}`, { arm }),
    sentence:
      analysis.unit && isProgress(sentence)
        ? households(`sentence.${sentence}`, named)
        : t(`sentence.${sentence}`, named),
    changes:
      analysis.unit && changes === 'customersMore'
        ? households('more', { count })
        : t(`changesWith.${changes}`, { count }),
    trust: t(`trustLine.${key}`, counts),
  };
}
