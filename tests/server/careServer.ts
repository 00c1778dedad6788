import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { HOUR_MS } from '../../shared/timeUnits.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

/** A journey that waits two hours and then says hello. */
export function careJourney(nodes: JourneyDraft['nodes'] = {}): JourneyDraft {
  return {
    format: 1,
    id: 'care',
    name: 'Care',
    nodes: {
      start: {
        kind: 'trigger',
        settings: { on: 'event', event: 'came', reentry: { mode: 'once' } },
        next: { next: 'wait' },
      },
      wait: { kind: 'delay', settings: { duration: 'PT2H' }, next: { next: 'hello' } },
      hello: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: {} },
      ...nodes,
    },
  };
}

/** A server with the template of that journey and three customers who may be sent it. */
export interface CareServer extends TestServer {
  publishFirst(document: JourneyDraft): Promise<void>;
  /** The customers enter. */
  come(...profiles: string[]): Promise<void>;
  later(hours: number): Promise<void>;
  /** Who was sent something, in order of their ids. */
  sent(): Promise<string[]>;
}

export async function openCareServer(): Promise<CareServer> {
  const server = await openTestServer();
  await server.call('putTemplate', {
    params: { id: 'hello' },
    body: { name: 'Hello', content: { sms: { en: '【Bank】Hello, reply R to stop' } } },
  });
  const profiles = ['c1', 'c2', 'c3'].map((id) => ({
    id,
    addresses: { sms: `+86138${id.slice(1)}` },
    consent: { sms: true },
  }));
  await server.call('putProfiles', { body: { profiles } });
  return {
    ...server,
    async publishFirst(document) {
      await server.call('createJourney', { body: document });
      await server.call('publishJourney', { params: { id: document.id }, body: { revision: 1 } });
    },
    async come(...ids) {
      const events = ids.map((profile) => ({ id: `came-${profile}`, name: 'came', profile }));
      await server.call('trackEvents', { body: { events } });
      await server.settle();
    },
    async later(hours) {
      server.clock.moveTo(server.clock.nowMs() + hours * HOUR_MS);
      await server.settle();
    },
    sent: async () => (await server.call('listInbox', {})).items.map((one) => one.profileId).sort(),
  };
}
