// Goal: in real time too, the clock lets customers in only after what was due before has come to rest, answers included.
// Method: more customers than a batch holds, with waits that end at the very instant of the next occurrence, a provider
// that takes its time, and a clock that runs but is set forward from day to day.
import { expect, test } from 'vitest';
import { createEngine, createMemoryStore } from '../../../engine/index.ts';

const CUSTOMERS = 600;
const DAYS = 4;
const START_MS = Date.parse('2026-03-02T09:30:00Z');
const DAY_MS = 86_400_000;

/** Calls everybody in daily at half past nine, each until the next day at the same time. */
function daily(id: string, zone: { zone?: string }, acts: object, afterWait: string | null) {
  const start = { on: 'schedule', start: '2026-03-02T09:30', repeat: { every: 'P1D', times: DAYS } };
  return {
    format: 1,
    id,
    name: id,
    class: 'service',
    nodes: {
      start: {
        kind: 'trigger',
        settings: { ...start, ...zone, reentry: { mode: 'afterExit' } },
        next: { next: 'w' },
      },
      w: {
        kind: 'delay',
        settings: { duration: 'P1D', at: '09:30' },
        next: afterWait === null ? {} : { next: afterWait },
      },
      ...acts,
    },
  };
}

const message = { kind: 'message', settings: { channel: 'sms', template: 't' } };
const twoMessages = { m: { ...message, next: { sent: 'n' } }, n: { ...message, next: {} } };
const OWN = {};
const SHARED = { zone: 'UTC' };

test.each([
  ['of one zone, after a wait alone', daily('j', SHARED, {}, null)],
  ["in each customer's zone, after a wait alone", daily('j', OWN, {}, null)],
  ['of one zone, after two messages', daily('j', SHARED, twoMessages, 'm')],
  ["in each customer's zone, after two messages", daily('j', OWN, twoMessages, 'm')],
])(
  'a schedule %s calls everybody in every day',
  async (_what, journey) => {
    let aheadMs = START_MS - DAY_MS - Date.now();
    const keys: string[] = [];
    const send = async ({ key }: { key: string }) => {
      keys.push(key);
      await new Promise((resolve) => setTimeout(resolve, 20 + (keys.length % 7) * 10));
      return { type: 'accepted' as const };
    };
    const engine = await createEngine({
      stores: createMemoryStore(),
      clock: { nowMs: () => Date.now() + aheadMs },
      providers: { channels: {}, otherwise: { name: 'slow', idempotency: 'none', send } },
    });
    await engine.configure({ timeZone: 'UTC' });
    await engine.saveTemplate('t', { sms: { en: 'Hi' } });
    expect((await engine.publish(journey)).ok).toBe(true);
    const profiles = Array.from({ length: CUSTOMERS }, (_, n) => ({
      id: `c${n}`,
      addresses: { sms: `+${n}` },
    }));
    await engine.upsertProfiles(profiles);
    await engine.start();
    for (let day = 0; day <= DAYS; day++) {
      await engine.applied();
      aheadMs = START_MS + day * DAY_MS - Date.now();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await engine.applied();
    await engine.stop();
    const counts = await engine.reports.counts('j');
    const entered = counts.find(({ metric }) => metric === 'entered')?.count;
    const refused = counts.filter(({ metric }) => metric === 'refused');
    expect({ entered, refused }).toEqual({ entered: CUSTOMERS * DAYS, refused: [] });
    expect(engine.setAsideCount).toBe(0);
    expect(new Set(keys).size).toBe(keys.length);
  },
  60_000,
);
