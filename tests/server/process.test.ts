// Goal: what was acknowledged survives a kill at any instant and is applied once; a stop is orderly; two never write.
// Method: the real server in its own process, on SQLite, killed with SIGKILL while batches of events come in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jobSchema } from '../../shared/api/jobs.ts';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { finished, runCommand, type ServerProcess, startServerProcess } from './startServer.ts';

const journey: JourneyDraft = {
  format: 1,
  id: 'hello',
  name: 'Hello',
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'event', event: 'visited', reentry: { mode: 'once' } },
      next: { next: 'sms' },
    },
    sms: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: {} },
  },
};

let dataFolder: string;
let server: ServerProcess | null = null;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(async () => {
  await server?.kill();
  server = null;
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start(): Promise<ServerProcess> {
  server = await startServerProcess(dataFolder);
  return server;
}

async function prepare({ call }: ServerProcess): Promise<void> {
  await call('putTemplate', { params: { id: 'hello' }, body: { name: 'H', content: { sms: { en: 'Hi' } } } });
  await call('createJourney', { body: journey });
  await call('publishJourney', { params: { id: 'hello' }, body: { revision: 1 } });
}

const eventsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `e${first + n}`,
    name: 'visited',
    profile: `c${first + n}`,
  }));

/** Posts batches until the server is gone, and kills it amid them; the ids of everything it acknowledged. */
async function pourAndKill(
  running: ServerProcess,
  from: number,
  killAfter: number,
): Promise<{ acknowledged: string[]; sent: number }> {
  const acknowledged: string[] = [];
  let sent = 0;
  const lanes = Array.from({ length: 4 }, async () => {
    for (;;) {
      const events = eventsFrom(from + sent, 50);
      sent += 50;
      try {
        const { items } = await running.call('trackEvents', { body: { events } });
        for (const { index, result } of items)
          if (result === 'accepted') acknowledged.push(events[index]?.id ?? '');
      } catch {
        return;
      }
      if (acknowledged.length >= killAfter) running.child.kill('SIGKILL');
    }
  });
  await Promise.all(lanes);
  await running.kill();
  return { acknowledged, sent };
}

async function waitUntil(ready: () => Promise<boolean>): Promise<void> {
  while (!(await ready())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('SIGKILL', () => {
  test('loses nothing acknowledged, applies nothing twice, and sends nothing twice', async () => {
    let running = await start();
    await prepare(running);
    const acknowledged: string[] = [];
    let from = 0;
    for (const killAfter of [50, 400, 900]) {
      const poured = await pourAndKill(running, from, killAfter);
      acknowledged.push(...poured.acknowledged);
      from += poured.sent;
      running = await start();
    }
    expect(acknowledged.length).toBeGreaterThan(1000);

    const { call } = running;
    for (let n = 0; n < acknowledged.length; n += 1000) {
      const events = acknowledged
        .slice(n, n + 1000)
        .map((id) => ({ id, name: 'visited', profile: id.replace('e', 'c') }));
      const { accepted, duplicates } = await call('trackEvents', { body: { events } });
      expect([accepted, duplicates]).toEqual([0, events.length]);
    }
    await waitUntil(async () => (await call('getHealth', {})).due?.customers === 0);
    const counts = await call('getCounts', { params: { id: 'hello' } });
    expect(counts.entered).toBeGreaterThanOrEqual(acknowledged.length);
    const { events } = await call('getDictionary', {});
    // one history event and one entry per event that ever reached the disk
    expect(events.find(({ name }) => name === 'visited')?.count).toBe(counts.entered);
    const keys = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await call('listDeliveries', { query: { limit: 200, ...(cursor ? { cursor } : {}) } });
      for (const { key } of page.items) keys.add(key);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(keys.size).toBe(counts.entered);
  }, 120_000);
});

describe('an import cut off by SIGKILL', () => {
  test('goes on after the restart, every row once in its figures', async () => {
    const rowCount = 20_000;
    const rows = Array.from({ length: rowCount }, (_, n) => `i${n},${n}`);
    const running = await start();
    const response = await fetch(`${running.url}/api/v1/profiles/import`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: `id,score\n${rows.join('\n')}\n`,
    });
    const { id } = jobSchema.parse(await response.json());
    const job = (at: ServerProcess) => at.call('getJob', { params: { id } });
    await waitUntil(async () => (await job(running)).rowsRead > 0);
    await running.kill();
    const again = await start();
    await waitUntil(async () => (await job(again)).status !== 'running');
    expect(await job(again)).toMatchObject({
      status: 'done',
      rowsRead: rowCount,
      applied: rowCount,
      refused: 0,
    });
    await waitUntil(async () => (await again.call('getHealth', {})).due?.customers === 0);
    const { total } = await again.call('countAudience', { body: { definition: null } });
    expect(total).toBe(rowCount);
  }, 120_000);
});

describe('a stop', () => {
  test('is orderly: requests under way are answered, and the exit code is 0', async () => {
    const running = await start();
    await prepare(running);
    const pending = running.call('trackEvents', { body: { events: eventsFrom(0, 1000) } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const code = await running.stop();
    expect(await pending).toMatchObject({ accepted: 1000 });
    expect(code).toBe(0);
    server = null;
  }, 60_000);

  test('ends open streams, which told of every change of state until then', async () => {
    const running = await start();
    await prepare(running);
    const response = await fetch(`${running.url}/api/v1/journeys/hello/live`);
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('event: ');
    await running.call('pauseJourney', { params: { id: 'hello' } });
    let heard = '';
    while (!heard.includes('"paused"')) heard += Buffer.from((await reader?.read())?.value ?? []).toString();
    const stopped = running.stop();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read());
    expect(await stopped).toBe(0);
    server = null;
  }, 60_000);
});

describe('it refuses to start, and says why,', () => {
  const run = (environment: Record<string, string>) =>
    finished(runCommand(['start'], { THROUGHLINE_DATA: dataFolder, PORT: '0', ...environment }));

  test('on anything but loopback', async () => {
    const { code, said } = await run({ HOST: '0.0.0.0' });
    expect(code).toBe(2);
    expect(said).toMatch(/not a loopback address. There are no accounts yet/);
  });

  test('with a port that is none', async () => {
    expect(await run({ PORT: 'http' })).toMatchObject({
      code: 2,
      said: expect.stringMatching(/PORT must be a number/),
    });
  });

  test('on a port that is taken', async () => {
    const running = await start();
    const { port } = new URL(running.url);
    const other = mkdtempSync(join(tmpdir(), 'throughline-'));
    const { code, said } = await run({ PORT: port, THROUGHLINE_DATA: other });
    rmSync(other, { recursive: true, force: true });
    expect([code, said]).toEqual([2, expect.stringMatching(/already listens/)]);
  }, 60_000);

  test('on a database another process writes', async () => {
    await start();
    const { code, said } = await run({});
    expect([code, said]).toEqual([2, expect.stringMatching(/written by another process/)]);
  }, 60_000);

  test('with a plugin that is not there', async () => {
    const { code, said } = await run({ THROUGHLINE_PLUGINS: '/none/plugin.mjs' });
    expect([code, said]).toEqual([2, expect.stringMatching(/plugin \/none\/plugin.mjs cannot be loaded/)]);
  });
});
