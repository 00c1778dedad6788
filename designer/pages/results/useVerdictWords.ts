import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { Format } from '../../format/useFormat.ts';
import { checkCounts } from './reading.ts';
import { changesKey, sentenceKey, trustLine } from './verdictWords.ts';

export interface VerdictWords {
  state: string;
  sentence: string;
  changes: string;
  trust: string;
}

/** A verdict in plain words. */
export function useVerdictWords(
  analysis: Analysis,
  { nameOf, format }: { nameOf: (arm: string) => string; format: Format },
): VerdictWords {
  const { t } = useTranslation('verdict');
  const { t: check } = useTranslation('trust');
  const { verdict, primary } = analysis;
  const isWaitingForWindow = verdict.changesWith === 'days' && primary?.basis === 'soFar';
  const arm = verdict.arm === null ? '' : nameOf(verdict.arm);
  const { key, ...counts } = trustLine(checkCounts(analysis));
  const failed = analysis.checks.filter(({ state }) => state === 'failed');
  return {
    state: t(`state.${verdict.state}`, { arm }),
    sentence: t(`sentence.${sentenceKey(analysis)}`, {
      arm,
      against: verdict.against === null ? '' : nameOf(verdict.against),
      goal: primary?.goal ?? '',
      mature: format.number(verdict.matureCount),
      planned: verdict.plannedCount === null ? '' : format.number(verdict.plannedCount),
      ready: verdict.readyAt === null ? '' : format.date(verdict.readyAt),
      checks: failed.map(({ id }) => check(`check.${id}`)).join(' · '),
    }),
    changes: t(`changesWith.${isWaitingForWindow ? 'windowMore' : changesKey(analysis)}`, {
      count: verdict.changesWithCount ?? 0,
    }),
    trust: t(`trustLine.${key}`, counts),
  };
}
