import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisRun } from '../../../shared/api/experiments.ts';
import type { SplitRef } from '../../api/runs.ts';
import { useFormatIn } from '../../format/useFormat.ts';
import { palettes } from '../../palette.ts';
import { usePreferences } from '../../preferences.ts';
import { armName, isTrusted } from './reading.ts';
import { SplitContext } from './splitView.ts';
import { useEffectWords } from './useEffectWords.ts';

interface SplitProviderProps {
  split: SplitRef;
  run: AnalysisRun;
  isKept: boolean;
  children: ReactNode;
}

/** Gives the parts of a result the run they show. */
export function SplitProvider({ split, run, isKept, children }: SplitProviderProps) {
  const { t } = useTranslation('effect');
  const { analysis } = run;
  const format = useFormatIn(analysis.zone);
  const say = useEffectWords();
  const palette = palettes[usePreferences((state) => state.scheme)];
  const view = useMemo(
    () => ({
      split,
      run,
      analysis,
      isKept,
      isTrusted: isTrusted(analysis),
      nameOf: (arm: string) => armName(analysis, arm, (name) => t('arms.removedName', { name })),
      format,
      say,
      palette,
    }),
    [split, run, analysis, isKept, format, say, palette, t],
  );
  return <SplitContext value={view}>{children}</SplitContext>;
}
