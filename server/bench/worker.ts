/** One round of the benchmark, in its own thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './inThread.ts';
import { measureSize } from './measureSize.ts';
import { profilePhases } from './profilePhases.ts';

/** Customers decided before the clock counts: a thread's first thousands run uncompiled code. */
const WARM_UP = 10_000;

const { task, customerCount } = workerData as Task; // set by inThread
await measureSize(WARM_UP);
parentPort?.postMessage(
  task === 'round' ? await measureSize(customerCount) : await profilePhases(customerCount),
);
