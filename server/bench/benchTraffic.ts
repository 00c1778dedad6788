/** Events as other systems send them: batches over HTTP. */
import { setTimeout as sleep } from 'node:timers/promises';
import { batchAnswerSchema } from '../../shared/api/profiles.ts';
import { idOf } from './benchPopulation.ts';
import type { BenchServer } from './benchServer.ts';
import { steadily } from './steadily.ts';

export interface TrafficEvent {
  id: string;
  name: string;
  profile: string;
}

/** Resolves once all of them are on disk. */
export async function sendEvents({ url }: BenchServer, events: readonly TrafficEvent[]): Promise<void> {
  const send = () =>
    fetch(`${url}/api/v1/events/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
  // a connection may be closed as idle in the moment it is used; ids make sending again harmless
  const response = await send().catch(send);
  if (!response.ok) throw new Error(`events were answered ${response.status}: ${await response.text()}`);
  const { refused } = batchAnswerSchema.parse(await response.json());
  if (refused > 0) throw new Error(`of ${events.length} events ${refused} were refused`);
}

const EVERY_MS = 10;

/** When an event was sent is part of its id, so that the ledger can be compared with it. */
const idAt = (atMs: number, index: number) => `${atMs}-${index}`;
export const sentAtMs = (eventId: string) => Number.parseInt(eventId, 10);

/** Sends events at a rate, customer after customer, for so long. */
export function sendSteadily(
  server: BenchServer,
  of: { name: string; perSecond: number; seconds: number; customerCount: number },
): Promise<void> {
  const perBatch = (of.perSecond * EVERY_MS) / 1000;
  const untilMs = performance.now() + of.seconds * 1000;
  return steadily(
    EVERY_MS,
    () => performance.now() > untilMs,
    (batch) => {
      const nowMs = Date.now();
      const events = Array.from({ length: perBatch }, (_, offset) => {
        const index = batch * perBatch + offset;
        return { id: idAt(nowMs, index), name: of.name, profile: idOf(index % of.customerCount) };
      });
      return sendEvents(server, events);
    },
  );
}

/** Resolves when nothing is due any more. */
export async function drained(server: BenchServer): Promise<void> {
  for (;;) {
    const { due } = await server.health();
    if (due && due.customers + due.effects === 0) return;
    await sleep(50);
  }
}
