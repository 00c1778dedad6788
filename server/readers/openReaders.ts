/** Reads on their own threads with their own connections, so that none waits for the engine. */
import type { Reports } from '../../engine/stores/reports.ts';
import type { DeepReads } from './deepReads.ts';
import { openReaderPool } from './readerPool.ts';
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
  counts: true,
  journeyTotals: true,
  backlog: true,
  backlogCounts: true,
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
  exposureCounts: true,
  goalOutcomes: true,
  messagesByArm: true,
  overlaps: true,
  waitingInputs: true,
};

/** Reader threads over a database that exists. */
export function openReaders(settings: ReaderSettings, threadCount: number): Readers {
  const pool = openReaderPool(settings, threadCount);
  const names = Object.keys(METHODS) as (keyof Reports)[]; // the table has exactly these
  const reports = Object.fromEntries(
    names.map((method) => [method, (...args: unknown[]) => pool.ask({ type: 'report', method, args })]),
  ) as unknown as Reports; // each method answers what its namesake in the thread answers
  return {
    reports,
    // likewise, by the task's type
    deepReads: {
      analysis: (task) => pool.ask({ type: 'analysis', task }) as ReturnType<DeepReads['analysis']>,
      preview: (task) => pool.ask({ type: 'preview', task }) as ReturnType<DeepReads['preview']>,
      render: (task) => pool.ask({ type: 'render', task }) as ReturnType<DeepReads['render']>,
    },
    close: pool.close,
  };
}
