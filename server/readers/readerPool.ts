/** A few threads that answer one question at a time each. */
import { Worker } from 'node:worker_threads';
import { threadEntry } from '../threadEntry.ts';
import type { FromReader, ReaderSettings, ReaderTask } from './worker.ts';

/** A question that takes longer is given up and its thread replaced. */
const ANSWER_MS_MAX = 60_000;
/** Questions that may wait; beyond them the server says it is busy. */
const WAITING_MAX = 5_000;

export class ReadersBusy extends Error {}

interface Question {
  task: ReaderTask;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface ReaderPool {
  ask(task: ReaderTask): Promise<unknown>;
  close(): Promise<void>;
}

/** One thread and the question it works on. */
class Reader {
  private readonly worker: Worker;
  private question: Question | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    settings: ReaderSettings,
    whenFree: (reader: Reader) => void,
    whenGone: (reader: Reader) => void,
  ) {
    this.worker = new Worker(threadEntry(new URL('./worker.ts', import.meta.url)), { workerData: settings });
    this.worker.on('message', (message: FromReader) => {
      const { question } = this;
      clearTimeout(this.timer);
      this.question = null;
      if (message.ok) question?.resolve(message.value);
      else
        question?.reject(
          Object.assign(new Error(message.message), { name: message.name, stack: message.stack }),
        );
      whenFree(this);
    });
    this.worker.on('error', (error: Error) => this.question?.reject(error));
    this.worker.on('exit', () => {
      clearTimeout(this.timer);
      this.question?.reject(new Error('the reader ended'));
      whenGone(this);
    });
  }

  ask(question: Question): void {
    this.question = question;
    this.timer = setTimeout(() => void this.worker.terminate(), ANSWER_MS_MAX);
    this.worker.postMessage(question.task);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** Threads are started as they are first needed, up to a number. */
export function openReaderPool(settings: ReaderSettings, threadCount: number): ReaderPool {
  const readers = new Set<Reader>();
  const free: Reader[] = [];
  const waiting: Question[] = [];
  let isClosed = false;

  function whenFree(reader: Reader): void {
    const next = waiting.shift();
    if (next) reader.ask(next);
    else free.push(reader);
  }

  function whenGone(reader: Reader): void {
    readers.delete(reader);
    const place = free.indexOf(reader);
    if (place >= 0) free.splice(place, 1);
    const next = waiting.shift();
    if (next && !isClosed) give(next);
  }

  function give(question: Question): void {
    const reader = free.pop();
    if (reader) return reader.ask(question);
    if (readers.size < threadCount) {
      const started = new Reader(settings, whenFree, whenGone);
      readers.add(started);
      return started.ask(question);
    }
    waiting.push(question);
  }

  return {
    ask(task) {
      if (isClosed || waiting.length >= WAITING_MAX)
        return Promise.reject(new ReadersBusy('too many reads wait'));
      return new Promise((resolve, reject) => give({ task, resolve, reject }));
    },
    async close() {
      isClosed = true;
      for (const question of waiting.splice(0)) question.reject(new ReadersBusy('closing'));
      await Promise.all([...readers].map((reader) => reader.end()));
    },
  };
}
