/** One round of the benchmark, in its own thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { measureSize } from './measureSize.ts';

/** Customers decided before the clock counts: a thread's first thousands run uncompiled code. */
const WARM_UP = 10_000;

await measureSize(WARM_UP);
// measureInThread hands over a number
parentPort?.postMessage(await measureSize(workerData as number));
