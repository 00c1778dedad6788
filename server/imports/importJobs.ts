/** Imports of customers: the file is kept, read in a thread of its own, and taken up again after a restart. */
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { BODY_MAX } from '../../shared/api/endpoint.ts';
import type { JobView } from '../../shared/api/jobs.ts';
import { problemView } from '../../shared/api/problemDetails.ts';
import { type Locale, type Problem, problem, problemText } from '../../shared/problem.ts';
import { instantText } from '../../shared/time.ts';
import type { EngineCalls } from '../engineCalls.ts';
import { sizeText } from '../http/readBody.ts';
import { found, RequestRefusal, refuse } from '../http/requestRefusal.ts';
import { threadEntry } from '../threadEntry.ts';
import { type Column, columnView, readColumns } from './columns.ts';
import { type CsvForm, csvRows, readForm } from './csvText.ts';
import { errorsCsv } from './errorsCsv.ts';
import type { BrokenRow, FromImport, ImportTask } from './worker.ts';

/** Broken rows shown with the job itself; the file has all. */
const PROBLEMS_SHOWN = 20;
/** Imports under way at once. */
const RUNNING_MAX = 2;

interface Job {
  id: string;
  status: 'running' | 'done' | 'failed';
  form: CsvForm;
  columns: Column[];
  bytesTotal: number;
  bytesRead: number;
  rowsRead: number;
  applied: number;
  refused: number;
  errorsBytes: number;
  firstBroken: BrokenRow[];
  /** why it failed as a whole */
  failure: { row: number; problem: Problem } | null;
  startedAtMs: number;
  endedAtMs: number | null;
}

export interface ImportRequest {
  body: ReadableStream<Uint8Array> | null;
  asked: Parameters<typeof readForm>[1];
  mapping: ReadonlyMap<string, string>;
}

export interface ImportJobs {
  /** Keeps the file and starts; refuses at once what cannot be read at all. */
  accept(request: ImportRequest, locale: Locale): Promise<JobView>;
  /** newest first */
  list(locale: Locale): JobView[];
  get(id: string, locale: Locale): JobView;
  errors(id: string, locale: Locale): AsyncGenerator<string>;
  /** goes on with what a restart interrupted */
  resume(): void;
  close(): Promise<void>;
}

function rowProblem(row: number, inner: Problem, locale: Locale): Problem {
  return problem('csv-row', { params: { row, detail: problemText(inner, locale) } });
}

function viewOf(job: Job, locale: Locale): JobView {
  const rows = job.firstBroken.flatMap(({ row, problems }) =>
    problems.slice(0, 1).map((one) => rowProblem(row, one.problem, locale)),
  );
  const isListed = job.firstBroken.some(({ row }) => row === job.failure?.row);
  const failure = job.failure && !isListed ? [rowProblem(job.failure.row, job.failure.problem, locale)] : [];
  return {
    id: job.id,
    type: 'importProfiles',
    status: job.status,
    columns: job.columns.map(columnView),
    bytesRead: job.bytesRead,
    bytesTotal: job.bytesTotal,
    rowsRead: job.rowsRead,
    applied: job.applied,
    refused: job.refused,
    problems: [...failure, ...rows].map((one) => problemView(one, locale)),
    startedAt: instantText(job.startedAtMs),
    endedAt: job.endedAtMs === null ? null : instantText(job.endedAtMs),
  };
}

/** Writes a request's body to a file, counting bytes against the limit. */
async function keepBody(body: ReadableStream<Uint8Array> | null, file: string): Promise<number> {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= BODY_MAX.import) done(null, chunk);
      else done(refuse(413, 'too-large', { params: { max: sizeText(BODY_MAX.import) } }));
    },
  });
  const source = body ? Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([]);
  await pipeline(source, limit, createWriteStream(file, { mode: 0o600 }));
  return bytes;
}

function newJob(id: string): Omit<Job, 'form' | 'columns' | 'bytesTotal'> {
  return {
    id,
    status: 'running',
    bytesRead: 0,
    rowsRead: 0,
    applied: 0,
    refused: 0,
    errorsBytes: 0,
    firstBroken: [],
    failure: null,
    startedAtMs: Date.now(),
    endedAtMs: null,
  };
}

function endOf(job: Job): 'done' | 'failed' {
  return job.failure ? 'failed' : 'done';
}

async function headerOf(file: string, form: CsvForm): Promise<string[]> {
  try {
    for await (const { cells } of csvRows(file, form)) return cells;
  } catch {
    throw refuse(422, 'csv-quote');
  }
  throw refuse(422, 'csv-header');
}

class ImportDesk implements ImportJobs {
  private readonly folder: string;
  private readonly engine: Pick<EngineCalls, 'putProfiles'>;
  private readonly jobs = new Map<string, Job>();
  private readonly workers = new Map<string, Worker>();
  private isClosing = false;

  constructor(folder: string, engine: Pick<EngineCalls, 'putProfiles'>) {
    this.folder = folder;
    this.engine = engine;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
      const job: Job = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      if (!existsSync(this.place(job.id, 'csv'))) job.status = endOf(job);
      this.jobs.set(job.id, job);
    }
  }

  private place(id: string, ending: 'csv' | 'errors' | 'json'): string {
    return join(this.folder, `${id}.${ending}`);
  }

  private async save(job: Job): Promise<void> {
    const file = this.place(job.id, 'json');
    await writeFile(`${file}.new`, JSON.stringify(job), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  private async end(job: Job, failure: Job['failure']): Promise<void> {
    job.failure = failure;
    job.endedAtMs = Date.now();
    await this.save(job);
    // customers' data is kept in one place only; a job without its file has ended
    await rm(this.place(job.id, 'csv'), { force: true });
    job.status = endOf(job);
    await this.save(job);
  }

  private async take(job: Job, message: FromImport): Promise<void> {
    if (message.type !== 'batch') return await this.end(job, message.type === 'failed' ? message : null);
    const { profiles, broken, progress } = message;
    if (profiles.length > 0) await this.engine.putProfiles(profiles);
    job.rowsRead = progress.rowsRead;
    job.bytesRead = progress.bytesRead;
    job.errorsBytes = progress.errorsBytes;
    job.applied += profiles.length;
    job.refused += progress.refused;
    job.firstBroken.push(...broken.slice(0, PROBLEMS_SHOWN - job.firstBroken.length));
    await this.save(job);
  }

  private start(job: Job): void {
    const task: ImportTask = {
      file: this.place(job.id, 'csv'),
      errorsFile: this.place(job.id, 'errors'),
      form: job.form,
      columns: job.columns,
      rowsDone: job.rowsRead,
      errorsBytes: job.errorsBytes,
    };
    const worker = new Worker(threadEntry(new URL('./worker.ts', import.meta.url)), { workerData: task });
    this.workers.set(job.id, worker);
    worker.on('message', (message: FromImport) => {
      this.take(job, message).then(
        () => worker.postMessage(null),
        // the engine is gone: the job goes on at the next start
        () => void worker.terminate(),
      );
    });
    worker.on('error', () => {
      const fault = problem('internal', { params: { reference: job.id } });
      void this.end(job, { row: job.rowsRead + 1, problem: fault });
    });
    worker.on('exit', () => {
      this.workers.delete(job.id);
      this.resume();
    });
  }

  resume(): void {
    if (this.isClosing) return;
    for (const job of this.jobs.values()) {
      if (this.workers.size >= RUNNING_MAX) return;
      const isWaiting = job.status === 'running' && !this.workers.has(job.id);
      if (isWaiting && existsSync(this.place(job.id, 'csv'))) this.start(job);
    }
  }

  private async prepared(id: string, request: ImportRequest): Promise<Job> {
    const file = this.place(id, 'csv');
    const bytesTotal = await keepBody(request.body, file);
    const form = await readForm(file, request.asked);
    if (!form) throw refuse(422, 'csv-not-text');
    const read = readColumns(await headerOf(file, form), request.mapping);
    if (!read.ok) throw new RequestRefusal(422, read.problems);
    await writeFile(this.place(id, 'errors'), '', { mode: 0o600 });
    return { ...newJob(id), form, columns: read.columns, bytesTotal };
  }

  async accept(request: ImportRequest, locale: Locale): Promise<JobView> {
    const id = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`;
    try {
      const job = await this.prepared(id, request);
      await this.save(job);
      this.jobs.set(id, job);
      this.resume();
      return viewOf(job, locale);
    } catch (error) {
      await rm(this.place(id, 'csv'), { force: true });
      throw error;
    }
  }

  list(locale: Locale): JobView[] {
    const jobs = [...this.jobs.values()].sort((a, b) => b.startedAtMs - a.startedAtMs);
    return jobs.map((job) => viewOf(job, locale));
  }

  get(id: string, locale: Locale): JobView {
    return viewOf(found(this.jobs.get(id), 'job'), locale);
  }

  errors(id: string, locale: Locale): AsyncGenerator<string> {
    return errorsCsv(this.place(found(this.jobs.get(id), 'job').id, 'errors'), locale);
  }

  async close(): Promise<void> {
    this.isClosing = true;
    await Promise.all([...this.workers.values()].map((worker) => worker.terminate()));
  }
}

export function createImportJobs(dataFolder: string, engine: Pick<EngineCalls, 'putProfiles'>): ImportJobs {
  return new ImportDesk(join(dataFolder, 'imports'), engine);
}
