/** Reads on their own threads with their own connections, so that none waits for the engine. */
import type { Reports } from '../../engine/stores/reports.ts';
import { readInParts, type SplitParts } from '../../engine/stores/splitParts.ts';
import type { Analysis } from '../../shared/experiment/analysis.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { analyseSplit } from './analysisTask.ts';
import type { DeepReads } from './deepReads.ts';
import { openReaderPool, type ReaderPool } from './readerPool.ts';
import type { ReaderSettings } from './worker.ts';

export interface Readers {
  reports: Reports;
  deepReads: DeepReads;
  close(): Promise<void>;
}

const METHODS: { readonly [Method in keyof Reports]: true } = {
  profiles: true,
  profile: true,
  hasWaitingInput: true,
  profileCount: true,
  events: true,
  deliveries: true,
  delivery: true,
  enrollments: true,
  enrollment: true,
  trace: true,
  entryDecisions: true,
  conversions: true,
  exposures: true,
  armCustomers: true,
  withdrawnCount: true,
  importedWith: true,
  counts: true,
  journeyTotals: true,
  backlog: true,
  backlogCounts: true,
  goingBack: true,
  duplicates: true,
  populationCount: true,
  populationSample: true,
  goalHistory: true,
  dictionary: true,
  jobs: true,
  audit: true,
  run: true,
  runs: true,
  lastRuns: true,
  lookCount: true,
  decisions: true,
  deedsOf: true,
  splitFigures: true,
  overlaps: true,
  sharedOutcomes: true,
  waitingInputs: true,
  households: true,
};

/** Threads for the readings of analyses: more would take the processor from whoever works. */
const ANALYSIS_THREADS = 2;
/** A fraction of a second each, so that a thread that is held up leaves the rest to the other. */
const EXPOSURES_PER_PART = 125_000;

function reportsOf(pool: ReaderPool): Reports {
  const names = Object.keys(METHODS) as (keyof Reports)[]; // the table has exactly these
  return Object.fromEntries(
    names.map((method) => [method, (...args: unknown[]) => pool.ask({ type: 'report', method, args })]),
  ) as unknown as Reports; // each method answers what its namesake in the thread answers
}

/** A split in parts, each on the next thread that is free. */
function partsOf(pool: ReaderPool): SplitParts {
  // each task answers what its namesake in the thread answers
  return {
    nextId: (afterId, exposureCount) =>
      pool.ask({ type: 'nextId', afterId, exposureCount }) as ReturnType<SplitParts['nextId']>,
    read: (query, range) => pool.ask({ type: 'part', query, range }) as ReturnType<SplitParts['read']>,
  };
}

/** Reader threads over a database that exists; analyses have their own, so that no page waits for their scans. */
export function openReaders(settings: ReaderSettings, threadCount: number, registry: NodeRegistry): Readers {
  const pool = openReaderPool(settings, threadCount);
  const analysisPool = openReaderPool(settings, ANALYSIS_THREADS);
  const reports = reportsOf(pool);
  const analysisReports: Reports = {
    ...reportsOf(analysisPool),
    splitFigures: (query) => readInParts(partsOf(analysisPool), query, EXPOSURES_PER_PART),
  };
  return {
    reports,
    // likewise, by the task's type
    deepReads: {
      analysis: (task) =>
        analyseSplit(task, analysisReports, registry, (input) => {
          return analysisPool.ask({ type: 'analyse', input }) as Promise<Analysis>;
        }),
      preview: (task) => pool.ask({ type: 'preview', task }) as ReturnType<DeepReads['preview']>,
      render: (task) => pool.ask({ type: 'render', task }) as ReturnType<DeepReads['render']>,
    },
    close: async () => {
      await Promise.all([pool.close(), analysisPool.close()]);
    },
  };
}
