import { compareText } from '../../core/compareText.ts';
import type { RunHead } from '../../core/experiments/experimentRecords.ts';
import type { ExperimentLog, ExperimentReports } from '../experimentLog.ts';
import type { MemoryData } from './memoryData.ts';
import { pageBy } from './pages.ts';
import { note, putJourney } from './putJourney.ts';

export function createExperimentLog(data: MemoryData): ExperimentLog {
  return {
    saveRun: async (run, look) => {
      if (!data.runs.has(run.id)) data.runs.set(run.id, structuredClone(run));
      if (look) data.looks.push(look);
    },
    saveLook: async (look) => {
      data.looks.push(look);
    },
    saveDecision: async (decision, carriedOut, audit) => {
      if (carriedOut) putJourney(data, carriedOut.journey, carriedOut.version);
      data.decisions.push(decision);
      note(data, audit);
    },
  };
}

export function experimentReports(data: MemoryData): ExperimentReports {
  /** oldest first */
  const heads = (): RunHead[] =>
    [...data.runs.values()].map(({ input: _input, analysis: _analysis, ...head }) => head);
  const isOf = (of: { journeyId?: string; node?: string }, row: { journeyId: string; node: string }) =>
    (of.journeyId ?? row.journeyId) === row.journeyId && (of.node ?? row.node) === row.node;
  return {
    run: async (id) => structuredClone(data.runs.get(id)) ?? null,
    runs: async (of, page) => {
      const rows = heads().map((head, seq) => ({ head, seq }));
      const { items, next } = pageBy(
        rows.filter(({ head }) => isOf(of, head)),
        page,
        { place: ({ seq }) => [seq], shape: 'n', direction: -1 },
      );
      return { items: items.map(({ head }) => head), next };
    },
    lastRuns: async () => {
      const last = new Map(heads().map((head) => [`${head.journeyId}/${head.node}`, head]));
      return [...last.values()].sort(
        (a, b) => compareText(a.journeyId, b.journeyId) || compareText(a.node, b.node),
      );
    },
    lookCount: async (of) =>
      data.looks.filter(({ runId }) => {
        const run = data.runs.get(runId);
        return run !== undefined && isOf(of, run);
      }).length,
    decisions: async (of) => data.decisions.filter((decision) => isOf(of, decision)).toReversed(),
  };
}
