/** A reader thread: one read-only connection, one question at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyse } from '../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../engine/core/experiments/analysisInput.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import type { IdRange } from '../../engine/stores/splitParts.ts';
import type { OutcomeQuery } from '../../engine/stores/splitReads.ts';
import { openSqliteReports } from '../../engine/stores/sqlite/index.ts';
import { loadPlugins } from '../plugins.ts';
import { type PreviewTask, previewFacts } from '../preview/previewTask.ts';
import { type RenderTask, renderPreview } from './renderTask.ts';

export type ReaderTask =
  | { type: 'report'; method: keyof Reports; args: unknown[] }
  | { type: 'nextId'; afterId: string; exposureCount: number }
  | { type: 'part'; query: OutcomeQuery; range: IdRange }
  | { type: 'analyse'; input: AnalysisInput }
  | { type: 'preview'; task: PreviewTask }
  | { type: 'render'; task: RenderTask };

export interface ReaderSettings {
  databaseFile: string;
  plugins: readonly string[];
}

export type FromReader =
  | { ok: true; value: unknown }
  | { ok: false; name: string; message: string; stack: string | undefined };

const settings = workerData as ReaderSettings; // set by openReaders
const { registry } = await loadPlugins(settings.plugins);
const { reports, parts } = openSqliteReports(settings.databaseFile);

async function answer(asked: ReaderTask): Promise<unknown> {
  switch (asked.type) {
    case 'report': {
      // the arguments come from a caller typed by the same interface
      const run = reports[asked.method] as (...given: unknown[]) => Promise<unknown>;
      return await run.apply(reports, asked.args);
    }
    case 'nextId':
      return await parts.nextId(asked.afterId, asked.exposureCount);
    case 'part':
      return await parts.read(asked.query, asked.range);
    case 'analyse':
      return analyse(asked.input);
    case 'preview':
      return await previewFacts(asked.task, reports, registry);
    case 'render':
      return renderPreview(asked.task);
  }
}

parentPort?.on('message', async (asked: ReaderTask) => {
  let said: FromReader;
  try {
    said = { ok: true, value: await answer(asked) };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    said = { ok: false, name, message, stack };
  }
  parentPort?.postMessage(said);
});
