import type { PreviewFacts, PreviewTask } from '../preview/previewTask.ts';
import type { AnalysedSplit, AnalysisTask } from './analysisTask.ts';
import type { RenderedPreview, RenderTask } from './renderTask.ts';

/** Reads that compute: they run beside the database, so that the main thread neither waits nor counts. */
export interface DeepReads {
  /** null when no version published by then has the split */
  analysis(task: AnalysisTask): Promise<AnalysedSplit | null>;
  preview(task: PreviewTask): Promise<PreviewFacts>;
  render(task: RenderTask): Promise<RenderedPreview>;
}
