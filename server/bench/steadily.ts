import { setTimeout as sleep } from 'node:timers/promises';

/** Calls at fixed instants, whether or not earlier calls have ended, until told to stop; resolves when all have. */
export async function steadily(
  everyMs: number,
  isOver: () => boolean,
  call: (index: number) => Promise<unknown>,
): Promise<void> {
  const startedMs = performance.now();
  const calls: Promise<unknown>[] = [];
  for (let index = 0; !isOver(); index++) {
    const waitMs = startedMs + index * everyMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    calls.push(call(index));
  }
  await Promise.all(calls);
}
