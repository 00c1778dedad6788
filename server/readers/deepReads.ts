import type { AnalysisInput } from '../../engine/core/experiments/analysisInput.ts';
import type { JourneyVersion } from '../../engine/core/version.ts';
import type { NodeResult } from '../../engine/runner/journeyResults.ts';
import type { Analysis } from '../../shared/experiment/analysis.ts';
import type { PreviewFacts, PreviewTask } from '../preview/previewTask.ts';
import type { RenderedPreview, RenderTask } from './renderTask.ts';

export interface ResultsTask {
  versions: readonly JourneyVersion[];
  workspaceZone: string;
  asOfMs: number;
  goal: string | undefined;
}

export interface AnalysisTask {
  /** all of the journey, the current one last */
  versions: readonly JourneyVersion[];
  /** '' is the journey's holdout */
  node: string;
  workspaceZone: string;
  asOfMs: number;
}

/** Reads that compute: they run beside the database, so that the main thread neither waits nor counts. */
export interface DeepReads {
  results(task: ResultsTask): Promise<NodeResult[]>;
  analysis(task: AnalysisTask): Promise<{ input: AnalysisInput; analysis: Analysis }>;
  preview(task: PreviewTask): Promise<PreviewFacts>;
  render(task: RenderTask): Promise<RenderedPreview>;
}
