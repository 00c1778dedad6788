/** The journeys, settings and providers under torture. */
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import type { ServerProcess } from '../server/startServer.ts';

/** Declared to drop a second message under one key; the other channel promises nothing. */
export const IDEMPOTENT_CHANNEL = 'push';
export const PLAIN_CHANNEL = 'sms';

/** Nodes that wait, with the shortest time they must, in milliseconds. */
export const SHORTEST_WAIT_MS: { [node: string]: number } = { pause: 1_000, answer: 2_000 };
/** Every enrollment passes both. */
export const MESSAGE_NODES = ['first', 'second'] as const;
export const CALL_TIMEOUT_MS = 1_000;

const message = (channel: string, next: string) => ({
  kind: 'message',
  settings: { channel, template: 'hello' },
  next: { sent: next },
});
const trigger = (event: string, next: string) => ({
  kind: 'trigger',
  settings: { on: 'event', event, key: 'order', reentry: { mode: 'parallel' } },
  next: { next },
});

export const JOURNEYS: readonly JourneyDraft[] = [
  {
    format: 1,
    id: 'orders',
    name: 'Orders',
    nodes: {
      start: trigger('ordered', 'first'),
      first: message(PLAIN_CHANNEL, 'pause'),
      pause: { kind: 'delay', settings: { duration: 'PT1S' }, next: { next: 'second' } },
      second: message(IDEMPOTENT_CHANNEL, 'end'),
      end: { kind: 'exit', settings: {}, next: {} },
    },
  },
  {
    format: 1,
    id: 'visits',
    name: 'Visits',
    nodes: {
      start: trigger('visited', 'first'),
      first: message(IDEMPOTENT_CHANNEL, 'answer'),
      answer: {
        kind: 'waitFor',
        settings: { paths: [{ id: 'paid', event: 'paid' }], timeout: 'PT2S' },
        next: { timeout: 'second', paid: 'second' },
      },
      second: message(PLAIN_CHANNEL, 'end'),
      end: { kind: 'exit', settings: {}, next: {} },
    },
  },
];
export const EVENT_NAMES = ['ordered', 'visited'] as const;

/** Sets up an empty server; done again after a crash it comes to the same. */
export async function prepareWorkspace(call: ServerProcess['call'], providerPort: number): Promise<void> {
  const settings = await call('getSettings', {});
  await call('putSettings', {
    body: { ...settings, releasePerSecond: 10_000, retry: { attempts: 3, first: 'PT1S' } },
  });
  for (const channel of [PLAIN_CHANNEL, IDEMPOTENT_CHANNEL]) {
    const host = `127.0.0.1:${providerPort}`;
    await call('putCarrier', {
      params: { channel },
      body: {
        provider: 'webhook',
        settings: {
          url: `http://${host}/${channel}`,
          trustedHosts: [host],
          timeoutSeconds: CALL_TIMEOUT_MS / 1000,
          receiverDeduplicates: channel === IDEMPOTENT_CHANNEL,
        },
      },
    });
  }
  const content = { [PLAIN_CHANNEL]: { en: 'Hi' }, [IDEMPOTENT_CHANNEL]: { en: 'Hi' } };
  await call('putTemplate', { params: { id: 'hello' }, body: { name: 'Hello', content } });
  for (const journey of JOURNEYS) {
    const { revision } = await call('createJourney', { body: journey });
    await call('publishJourney', { params: { id: journey.id }, body: { revision } });
  }
}
