import type { JourneyVersion } from '../../engine/core/version.ts';
import type { NodeResult } from '../../engine/runner/journeyResults.ts';
import type { PreviewFacts, PreviewTask } from '../preview/previewTask.ts';
import type { AnalysedSplit, AnalysisTask } from './analysisTask.ts';
import type { RenderedPreview, RenderTask } from './renderTask.ts';

export interface ResultsTask {
  versions: readonly JourneyVersion[];
  workspaceZone: string;
  asOfMs: number;
  goal: string | undefined;
}

/** Reads that compute: they run beside the database, so that the main thread neither waits nor counts. */
export interface DeepReads {
  results(task: ResultsTask): Promise<NodeResult[]>;
  /** null when no version published by then has the split */
  analysis(task: AnalysisTask): Promise<AnalysedSplit | null>;
  preview(task: PreviewTask): Promise<PreviewFacts>;
  render(task: RenderTask): Promise<RenderedPreview>;
}
