import { Worker } from 'node:worker_threads';
import { ENGINE_THREAD_LIMITS } from '../engineThread/engineClient.ts';
import { threadEntry } from '../threadEntry.ts';
import type { Round } from './measureSize.ts';
import type { PhaseProfile } from './profilePhases.ts';

/** What the thread is to do, with so many customers. */
export interface Task {
  task: 'round' | 'profile';
  customerCount: number;
}

/** Works in a thread like the one the engine runs in. */
function inThread(task: Task): Promise<unknown> {
  const worker = new Worker(threadEntry(new URL('./worker.ts', import.meta.url)), {
    workerData: task,
    resourceLimits: ENGINE_THREAD_LIMITS,
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

// worker.ts answers each task with its result
export const roundInThread = (customerCount: number) =>
  inThread({ task: 'round', customerCount }) as Promise<Round>;
export const profileInThread = (customerCount: number) =>
  inThread({ task: 'profile', customerCount }) as Promise<PhaseProfile[]>;
