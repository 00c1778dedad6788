// Goal: an open page hears how a journey's counters stand, soon and not too often, and streams end cleanly.
// Method: server-sent events are read from the app while customers move; a scripted watch counts reads.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCatalogMirror } from '../../server/catalogMirror.ts';
import { createJourneyWatch, STREAMS_MAX } from '../../server/live/journeyWatch.ts';
import { countsSchema, type JourneyDraft } from '../../shared/api/journeys.ts';
import { workspaceSchema } from '../../shared/workspace.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const journey: JourneyDraft = {
  format: 1,
  id: 'live',
  name: 'Live',
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'event', event: 'visited', reentry: { mode: 'once' } },
      next: { next: 'wait' },
    },
    wait: { kind: 'delay', settings: { duration: 'P1D' }, next: {} },
  },
};

interface StreamEvent {
  name: string;
  data: unknown;
}

/** Events of a stream as they come. */
async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (name !== undefined && data !== undefined) yield { name, data: JSON.parse(data) };
    }
  }
}

async function next(events: AsyncGenerator<StreamEvent>, name: string): Promise<unknown> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error(`the stream ended before ${name}`);
    if (value.name === name) return value.data;
  }
}

describe('a stream', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
    await server.call('createJourney', { body: journey });
    await server.call('publishJourney', { params: { id: 'live' }, body: { revision: 1 } });
  });
  afterEach(() => server.close());

  const open = () => server.app.request('/api/v1/journeys/live/live', { headers: { host: 'localhost' } });

  test('begins with the state and the counts, and goes on with each change', async () => {
    const response = await open();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = eventsOf(response);
    expect(await next(events, 'state')).toEqual({ state: 'live' });
    expect(countsSchema.parse(await next(events, 'counts'))).toMatchObject({ entered: 0 });
    await server.call('trackEvent', { body: { id: 'e1', name: 'visited', profile: 'c1' } });
    await server.settle();
    expect(await next(events, 'counts')).toMatchObject({ entered: 1, active: 1 });
    await events.return(undefined);
  });

  test('too many are refused', async () => {
    const opened = await Promise.all(Array.from({ length: STREAMS_MAX }, open));
    const { status, problem } = await server.send('GET', '/api/v1/journeys/live/live');
    expect([status, problem?.code]).toEqual([503, 'too-many-streams']);
    await opened[0]?.body?.cancel();
    expect((await open()).status).toBe(200);
  });

  test('ends when the server stops', async () => {
    const events = eventsOf(await open());
    await next(events, 'counts');
    const rest = (async () => {
      for await (const _ of events);
      return 'ended';
    })();
    await server.close();
    expect(await rest).toBe('ended');
  });
});

describe('the watch', () => {
  function openWatch() {
    let reads = 0;
    const { audiences: _audiences, ...workspace } = workspaceSchema.parse({});
    const record = {
      id: 'j',
      name: 'J',
      life: 'live' as const,
      currentVersion: 1,
      undoneMove: null,
      draft: null,
      revision: 1,
      createdAtMs: 0,
      changedAtMs: 0,
    };
    const catalog = createCatalogMirror({
      workspace,
      journeys: [record],
      versions: [],
      templates: [],
      audiences: [],
    });
    const counts = async () => {
      reads += 1;
      return [];
    };
    const watch = createJourneyWatch({ counts }, catalog);
    return { watch, readCount: () => reads };
  }
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  test('reads a few times a second however often counters move, and not at all for nobody', async () => {
    const { watch, readCount } = openWatch();
    watch.moved(['j']);
    await pause(20);
    expect(readCount()).toBe(0);
    let heard = 0;
    const stop = watch.watch('j', () => heard++);
    for (let n = 0; n < 90; n++) {
      watch.moved(['j']);
      await pause(10);
    }
    expect(readCount()).toBeLessThanOrEqual(5);
    expect(heard).toBeGreaterThanOrEqual(2);
    stop?.();
    const before = readCount();
    watch.moved(['j']);
    await pause(450);
    expect(readCount()).toBe(before);
  });

  test('takes a bounded number of streams', () => {
    const { watch } = openWatch();
    const stops = Array.from({ length: STREAMS_MAX }, () => watch.watch('j', () => {}));
    expect(watch.watch('j', () => {})).toBeNull();
    stops[0]?.();
    expect(watch.watch('j', () => {})).not.toBeNull();
  });
});
