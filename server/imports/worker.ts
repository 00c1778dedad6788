/** An import's thread: reads and checks rows, hands good ones over batch by batch, writes down broken ones. */
import { createWriteStream } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { CsvError } from 'csv-parse';
import { type Problem, problem } from '../../shared/problem.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import type { Column } from './columns.ts';
import { type CsvForm, csvRows, ROW_LENGTH_MAX } from './csvText.ts';
import { type RowProblem, rowProfile } from './rowProfile.ts';

/** Rows handed over at once. */
const BATCH_ROWS = 500;

export interface ImportTask {
  file: string;
  errorsFile: string;
  form: CsvForm;
  columns: Column[];
  /** rows that an earlier life of this program finished */
  rowsDone: number;
  errorsBytes: number;
}

/** One line of the file of broken rows. */
export interface BrokenRow {
  row: number;
  problems: RowProblem[];
}

export interface ImportProgress {
  rowsRead: number;
  bytesRead: number;
  refused: number;
  errorsBytes: number;
}

export type FromImport =
  | { type: 'batch'; profiles: ProfileInput[]; broken: BrokenRow[]; progress: ImportProgress }
  | { type: 'done' }
  | { type: 'failed'; row: number; problem: Problem };

const port = parentPort;
if (!port) throw new Error('an import was started as a program');
const task = workerData as ImportTask; // set by importJobs

/** Resolves when the main thread has put the batch on disk. */
function handOver(message: FromImport): Promise<void> {
  return new Promise((resolve) => {
    port?.once('message', () => resolve());
    port?.postMessage(message);
  });
}

/** Why nothing after a row can be read. */
function stopOf({ code }: CsvError): Problem {
  return code === 'CSV_MAX_RECORD_SIZE'
    ? problem('csv-row-too-long', { params: { max: ROW_LENGTH_MAX } })
    : problem('csv-quote');
}

async function run(): Promise<void> {
  await truncate(task.errorsFile, task.errorsBytes);
  const errors = createWriteStream(task.errorsFile, { flags: 'a' });
  let errorsBytes = task.errorsBytes;
  let profiles: ProfileInput[] = [];
  let broken: BrokenRow[] = [];
  // the header is row 1
  let row = 1;
  let bytesRead = 0;

  async function flush(): Promise<void> {
    const text = broken.map((one) => `${JSON.stringify(one)}\n`).join('');
    if (text !== '')
      await new Promise<void>((resolve, reject) => errors.write(text, (e) => (e ? reject(e) : resolve())));
    errorsBytes += Buffer.byteLength(text);
    const progress = { rowsRead: row - 1, bytesRead, refused: broken.length, errorsBytes };
    await handOver({ type: 'batch', profiles, broken, progress });
    profiles = [];
    broken = [];
  }

  let isHeader = true;
  try {
    for await (const { cells, bytesRead: soFar } of csvRows(task.file, task.form)) {
      bytesRead = soFar;
      if (isHeader) {
        isHeader = false;
        continue;
      }
      row += 1;
      if (row - 1 <= task.rowsDone) continue;
      const read = rowProfile(cells, task.columns);
      if (read.ok) profiles.push(read.profile);
      else broken.push({ row, problems: read.problems });
      if (profiles.length + broken.length >= BATCH_ROWS) await flush();
    }
    await flush();
    await handOver({ type: 'done' });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const found = stopOf(error);
    broken.push({ row: row + 1, problems: [{ column: null, problem: found }] });
    await flush();
    await handOver({ type: 'failed', row: row + 1, problem: found });
  }
}

await run();
port.close();
