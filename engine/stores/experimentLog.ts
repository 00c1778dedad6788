/** Where runs, looks and decisions are kept. */
import type { AnalysisRun, Decision, Look, RunHead } from '../core/experiments/experimentRecords.ts';
import type { JourneyVersion } from '../core/version.ts';
import type { AuditRow } from './auditRow.ts';
import type { JourneyRecord } from './journeyRecord.ts';
import type { Page, PageQuery } from './page.ts';

/** Append-only. */
export interface ExperimentLog {
  /** A run that is already there stays as it is; the look is written either way. */
  saveRun(run: AnalysisRun, look: Look | null): Promise<void>;
  saveLook(look: Look): Promise<void>;
  /** With the journey and the version that carry it out, where there is one: all or nothing. */
  saveDecision(
    decision: Decision,
    carriedOut: { journey: JourneyRecord; version: JourneyVersion } | null,
    audit: AuditRow,
  ): Promise<void>;
}

export interface ExperimentReports {
  run(id: string): Promise<AnalysisRun | null>;
  /** newest first */
  runs(of: { journeyId: string; node: string }, page: PageQuery): Promise<Page<RunHead>>;
  /** the newest of each split */
  lastRuns(): Promise<RunHead[]>;
  lookCount(of: { journeyId: string; node: string }): Promise<number>;
  /** newest first; all of them when no split is named */
  decisions(of: { journeyId?: string; node?: string }): Promise<Decision[]>;
}
