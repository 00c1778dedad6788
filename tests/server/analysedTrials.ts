import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Analysis } from '../../shared/experiment/analysis.ts';
import { analysisOf, feedTrial, type Trial } from './feedTrial.ts';
import { type ServerProcess, startServerProcess } from './startServer.ts';

interface AnalysedTrials {
  /** Errors: throws when no trial has the id. */
  analysed(id: string): Analysis;
  /** there while tests run */
  server(): ServerProcess;
}

/** Feeds trials to a server of their own before the tests of a file, and reads what it makes of each. */
export function analysedTrials(trials: readonly Trial[], { withinMs }: { withinMs: number }): AnalysedTrials {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-trials-'));
  const analyses = new Map<string, Analysis>();
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    server = await startServerProcess(folder);
    for (const trial of trials) {
      await feedTrial(server, trial);
      analyses.set(trial.id, await analysisOf(server, trial));
    }
  }, withinMs);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    analysed(id) {
      const analysis = analyses.get(id);
      if (!analysis) throw new Error(`no analysis of ${id}`);
      return analysis;
    },
    server() {
      if (!server) throw new Error('the server is not there yet');
      return server;
    },
  };
}
