/** What is written down about experiments, for good. Instants are epoch milliseconds. */
import type { DECISIONS } from '../../../shared/api/experiments.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { AnalysisInput } from './analysisInput.ts';

/** One analysis of one split as it was; the same data again are the same run. */
export interface RunHead {
  /** derived from what it was computed from, but not from when */
  id: string;
  journeyId: string;
  /** '' is the journey's holdout */
  node: string;
  asOfMs: number;
  createdAtMs: number;
  actor: string;
  inputHash: string;
  planHash: string;
  codeVersion: string;
  verdict: Analysis['verdict']['state'];
  verdictArm: string | null;
  matureCount: number;
  plannedCount: number | null;
  exposedCount: number;
  /** the first exposure; null before it */
  startedAtMs: number | null;
}

export interface AnalysisRun extends RunHead {
  input: AnalysisInput;
  analysis: Analysis;
}

/** Somebody saw a run; `despiteChecks` although it said not to trust it. */
export interface Look {
  runId: string;
  atMs: number;
  actor: string;
  type: 'look' | 'despiteChecks';
}

export interface Decision {
  id: string;
  journeyId: string;
  node: string;
  runId: string;
  atMs: number;
  decision: (typeof DECISIONS)[number];
  arm: string | null;
  reason: string | null;
  decidedBy: string;
  approvedBy: string | null;
  /** what the run said, and since when it ran */
  verdict: RunHead['verdict'];
  startedAtMs: number | null;
  /** the plan's rule allowed it */
  byRule: boolean;
  isAutomatic: boolean;
  /** published to carry it out; null when it changes no shares */
  version: number | null;
}
