/** The run a page is about, and how its numbers are written; read by every part of the page. */
import { createContext, useContext } from 'react';
import type { AnalysisRun } from '../../../shared/api/experiments.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { SplitRef } from '../../api/runs.ts';
import type { Format } from '../../format/useFormat.ts';
import type { Palette } from '../../palette.ts';
import type { EffectWords } from './useEffectWords.ts';

export interface SplitView {
  split: SplitRef;
  run: AnalysisRun;
  analysis: Analysis;
  /** no check failed: only then is anything called good or bad */
  isTrusted: boolean;
  /** the run was asked for by its id: not the state of now */
  isKept: boolean;
  nameOf(arm: string): string;
  format: Format;
  say: EffectWords;
  palette: Palette;
}

export const SplitContext = createContext<SplitView | null>(null);

/** Errors: throws outside a split's page. */
export function useSplitView(): SplitView {
  const view = useContext(SplitContext);
  if (view === null) throw new Error('a part of the result page stands outside of it');
  return view;
}
