/** The engine's thread as seen from the main thread: its calls, its catalog, its news. */
import { Worker } from 'node:worker_threads';
import type { Problem } from '../../shared/problem.ts';
import { type CatalogMirror, createCatalogMirror } from '../catalogMirror.ts';
import type { EngineCalls } from '../engineCalls.ts';
import { type RefusalStatus, RequestRefusal } from '../http/requestRefusal.ts';
import { StartFault } from '../startFault.ts';
import { threadEntry } from '../threadEntry.ts';
import type { Call, CallFault, FromEngine, Method, ThreadSettings, ToEngine } from './protocol.ts';

export interface EngineClient {
  calls: EngineCalls;
  catalog: CatalogMirror;
  /** hears which journeys' counters moved; returns how to stop hearing */
  onMoved(listener: (journeyIds: readonly string[]) => void): () => void;
  /** resolves with a reason when the thread ended without being asked to */
  broken: Promise<string>;
  /** lets work in flight settle, then ends the thread */
  stop(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const METHODS: { readonly [Name in Method]: true } = {
  track: true,
  putProfiles: true,
  receipt: true,
  enrol: true,
  remove: true,
  createJourney: true,
  saveDraft: true,
  publish: true,
  pause: true,
  resume: true,
  close: true,
  stop: true,
  archive: true,
  configure: true,
  saveTemplate: true,
  deleteTemplate: true,
  saveAudience: true,
  deleteAudience: true,
  setCarrier: true,
  dueWork: true,
};

function errorOf(fault: CallFault): Error {
  if (fault.problems && fault.status !== null) {
    return new RequestRefusal(fault.status as RefusalStatus, fault.problems as readonly Problem[]);
  }
  const error = new Error(fault.message);
  if (fault.stack !== undefined) error.stack = fault.stack;
  return error;
}

/** Sends the calls of one tick together, so that what they put on disk can share a transaction. */
function createCaller(post: (message: ToEngine) => void) {
  const waiting = new Map<number, Waiting>();
  let queue: Call[] = [];
  let isScheduled = false;
  let nextId = 1;

  function flush(): void {
    isScheduled = false;
    const calls = queue;
    queue = [];
    if (calls.length > 0) post({ type: 'calls', calls });
  }

  return {
    call(method: Method, args: unknown[]): Promise<unknown> {
      const id = nextId++;
      queue.push({ id, method, args });
      if (!isScheduled) {
        isScheduled = true;
        setImmediate(flush);
      }
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    settle(id: number, act: (one: Waiting) => void): void {
      const one = waiting.get(id);
      waiting.delete(id);
      if (one) act(one);
    },
    failAll(error: Error): void {
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    },
  };
}

/** Starts the engine's thread; resolves once the database is open. Errors: StartFault. */
export async function startEngineThread(settings: ThreadSettings): Promise<EngineClient> {
  const worker = new Worker(threadEntry(new URL('./worker.ts', import.meta.url)), { workerData: settings });
  const listeners = new Set<(journeyIds: readonly string[]) => void>();
  const caller = createCaller((message) => worker.postMessage(message));
  let catalog: CatalogMirror | null = null;
  let isStopping = false;
  let isRefused = false;
  let reason = 'the engine’s thread ended';

  const ended = new Promise<number>((resolve) => worker.once('exit', resolve));
  worker.on('error', (error) => {
    reason = error.message;
  });
  const ready = new Promise<void>((resolve) => {
    worker.on('message', (message: FromEngine) => {
      switch (message.type) {
        case 'ready':
          catalog = createCatalogMirror(message.catalog);
          resolve();
          return;
        case 'answer':
          caller.settle(message.id, (one) => one.resolve(message.value));
          return;
        case 'fault':
          caller.settle(message.id, (one) => one.reject(errorOf(message.fault)));
          return;
        case 'catalog':
          catalog?.apply(message.change);
          return;
        case 'moved':
          for (const listener of listeners) listener(message.journeyIds);
          return;
        case 'refused':
          isRefused = true;
          reason = message.message;
          return;
        case 'broken':
          reason = message.message;
          return;
      }
    });
  });
  const broken = ended.then(() => {
    caller.failAll(new Error(reason));
    return isStopping ? new Promise<string>(() => {}) : reason;
  });
  await Promise.race([
    ready,
    ended.then(() => {
      throw isRefused ? new StartFault(reason) : new Error(reason);
    }),
  ]);
  if (!catalog) throw new Error(reason);

  const names = Object.keys(METHODS) as Method[]; // the table has exactly these
  const calls = Object.fromEntries(
    names.map((method) => [method, (...args: unknown[]) => caller.call(method, args)]),
  ) as unknown as EngineCalls; // each method answers what its namesake in the thread answers

  return {
    calls,
    catalog,
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    broken,
    async stop() {
      isStopping = true;
      worker.postMessage({ type: 'stop' } satisfies ToEngine);
      await ended;
    },
  };
}
