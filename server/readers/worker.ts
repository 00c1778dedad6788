/** A reader thread: one read-only connection, one question at a time. */
import { workerData } from 'node:worker_threads';
import { journeyResults, type NodeResult } from '../../engine/runner/journeyResults.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import { openSqliteReports } from '../../engine/stores/sqlite/index.ts';
import { loadPlugins } from '../plugins.ts';
import { type PreviewFacts, type PreviewTask, previewFacts } from '../preview/previewTask.ts';
import type { ResultsTask } from './deepReads.ts';
import { type RenderedPreview, type RenderTask, renderPreview } from './renderTask.ts';

export interface ReadTask {
  method: keyof Reports;
  args: unknown[];
}

export interface ReaderSettings {
  databaseFile: string;
  plugins: readonly string[];
}

const settings = workerData as ReaderSettings; // set by openReaders
const { registry } = await loadPlugins(settings.plugins);
const { reports } = openSqliteReports(settings.databaseFile);

export async function read({ method, args }: ReadTask): Promise<unknown> {
  // the arguments come from a caller typed by the same interface
  const run = reports[method] as (...given: unknown[]) => Promise<unknown>;
  return await run.apply(reports, args);
}

export async function results({ versions, ...given }: ResultsTask): Promise<NodeResult[]> {
  return await journeyResults(reports, versions, { ...given, registry });
}

export async function preview(task: PreviewTask): Promise<PreviewFacts> {
  return await previewFacts(task, reports, registry);
}

export function render(task: RenderTask): RenderedPreview {
  return renderPreview(task);
}
