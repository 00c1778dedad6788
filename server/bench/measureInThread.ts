import { Worker } from 'node:worker_threads';
import { ENGINE_THREAD_LIMITS } from '../engineThread/engineClient.ts';
import { threadEntry } from '../threadEntry.ts';
import type { Round } from './measureSize.ts';

/** Measures one round in a thread like the one the engine runs in. */
export function measureInThread(customerCount: number): Promise<Round> {
  const worker = new Worker(threadEntry(new URL('./worker.ts', import.meta.url)), {
    workerData: customerCount,
    resourceLimits: ENGINE_THREAD_LIMITS,
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
