/** Reads on their own threads with their own connections, so that none waits for the engine. */
import { Piscina } from 'piscina';
import type { Reports } from '../../engine/stores/reports.ts';
import { threadFile } from '../threadFile.ts';
import type { DeepReads } from './deepReads.ts';
import type { ReaderSettings, ReadTask } from './worker.ts';

export interface Readers {
  reports: Reports;
  deepReads: DeepReads;
  close(): Promise<void>;
}

/** A read that takes longer is given up; its thread is replaced. */
const READ_MS_MAX = 60_000;

const METHODS: { readonly [Method in keyof Reports]: true } = {
  profiles: true,
  profile: true,
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
  outcomes: true,
  duplicates: true,
  populationCount: true,
  populationSample: true,
  dictionary: true,
  jobs: true,
  audit: true,
};

/** Starts reader threads over a database that exists. */
export function openReaders(settings: ReaderSettings, threadCount: number): Readers {
  const { url, execArgv } = threadFile(new URL('./worker.ts', import.meta.url));
  const pool = new Piscina({
    filename: url.href,
    execArgv,
    workerData: settings,
    minThreads: 1,
    maxThreads: threadCount,
    idleTimeout: 60_000,
  });
  const ask = (name: string, task: unknown) => pool.run(task, { name, signal: AbortSignal.timeout(READ_MS_MAX) });
  const names = Object.keys(METHODS) as (keyof Reports)[]; // the table has exactly these
  const reports = Object.fromEntries(
    names.map((method) => [method, (...args: unknown[]) => ask('read', { method, args } satisfies ReadTask)]),
  ) as unknown as Reports; // each method answers what its namesake in the thread answers
  return {
    reports,
    // likewise: the functions of these names in the thread
    deepReads: {
      results: (task) => ask('results', task),
      preview: (task) => ask('preview', task),
      render: (task) => ask('render', task),
    },
    close: () => pool.destroy(),
  };
}
