// Goal: a deed on a journey's life that a crash or another deed cuts in two leaves nothing that waits without end.
// Method: the catalog, or the store, dies between the two writes of a pause or a resume; a new engine opens what is left.
import { describe, expect, test } from 'vitest';
import { createEngine, createMemoryStore, type Engine, VirtualClock } from '../../../engine/index.ts';
import type { Stores } from '../../../engine/runner/engine.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import type { JsonObject } from '../../../shared/json.ts';

const CONSENT = { addresses: { sms: '1' }, consent: { sms: true } };
const MINUTE_MS = 60_000;

const path = (event: string) => ({ paths: [{ id: 'heard', event }], lookBack: 'none', timeout: 'P9D' });
const journey = (nodes: JsonObject) => ({
  format: 1,
  id: 'j',
  name: 'J',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'first' } },
    end: { kind: 'exit', settings: {}, next: {} },
    ...nodes,
  },
});
const payments = journey({
  first: { kind: 'waitFor', settings: path('paid'), next: { heard: 'second' } },
  second: { kind: 'waitFor', settings: path('paid'), next: { heard: 'end' } },
});
const thanks = journey({
  first: { kind: 'delay', settings: { duration: 'PT2M' }, next: { next: 'second' } },
  second: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: { sent: 'end' } },
});

const clock = new VirtualClock(0);

function opened(stores: Stores): Promise<Engine> {
  return createEngine({ stores, providers: new ScriptedProviders(), clock });
}

/** The process dies where it would write the journey's own record. */
function dyingCatalog(stores: Stores): Stores {
  const saveJourney = () => Promise.reject(new Error('the process died'));
  return { ...stores, catalog: { ...stores.catalog, saveJourney } };
}

async function withOneInside(document: JsonObject = payments): Promise<{ stores: Stores; engine: Engine }> {
  clock.moveTo(clock.nowMs() + MINUTE_MS);
  const stores = createMemoryStore();
  const engine = await opened(stores);
  await engine.saveTemplate('hello', { sms: { en: 'Hi' } });
  expect((await engine.publish(document)).ok).toBe(true);
  await engine.upsertProfiles([{ id: 'c1', ...CONSENT }]);
  await engine.enrol({ profile: 'c1', journey: 'j' });
  await engine.settle();
  return { stores, engine };
}

async function reopened(stores: Stores): Promise<Engine> {
  const engine = await opened(stores);
  await engine.recover();
  await engine.settle();
  return engine;
}

async function later(engine: Engine, deed: () => Promise<unknown>): Promise<void> {
  clock.moveTo(clock.nowMs() + MINUTE_MS);
  await deed();
  await engine.settle();
}

const pay = (engine: Engine, id: string) =>
  engine.track([{ id, profile: 'c1', name: 'paid', properties: {} }]);

async function running(stores: Stores) {
  return (await stores.store.jobs()).filter(({ status }) => status === 'running');
}

async function standsAt({ reports }: Engine): Promise<(string | undefined)[]> {
  const { items } = await reports.enrollments({}, { limit: 10, cursor: null });
  return items.map((of) => (of.status === 'ended' ? 'ended' : of.state.node));
}

describe('a pause that a crash cut off before it came into force', () => {
  async function cutOff() {
    const { stores } = await withOneInside();
    const dying = await opened(dyingCatalog(stores));
    await dying.recover();
    await expect(dying.change('j', 'pause')).rejects.toThrow('died');
    return { stores, engine: await reopened(stores) };
  }

  test('leaves no job that waits for a resume which nobody will ever give', async () => {
    const { stores, engine } = await cutOff();
    expect(engine.roster.records.get('j')?.life).toBe('live');
    expect(await running(stores)).toEqual([]);
  });

  test('is no part of the next pause: what was heard before that one is not heard again', async () => {
    const { engine } = await cutOff();
    await later(engine, () => pay(engine, 'e1'));
    expect(await standsAt(engine)).toEqual(['second']);
    await later(engine, () => engine.change('j', 'pause'));
    await later(engine, () => engine.change('j', 'resume'));
    expect(await standsAt(engine)).toEqual(['second']);
  });
});

describe('a resume that a crash cut off before it came into force', () => {
  test('leaves the pause as it was: what falls due until the next resume is dropped with the rest', async () => {
    const { stores, engine } = await withOneInside(thanks);
    await later(engine, () => engine.change('j', 'pause'));
    const dying = await opened(dyingCatalog(stores));
    await dying.recover();
    await expect(dying.change('j', 'resume')).rejects.toThrow('died');
    const again = await reopened(stores);
    expect(again.roster.records.get('j')?.life).toBe('paused');
    // the delay ends
    await later(again, async () => {});
    await later(again, () => again.change('j', 'resume', 'test', { backlog: 'drop' }));
    expect(await standsAt(again)).toEqual(['ended']);
    const { items } = await again.reports.deliveries({}, { limit: 10, cursor: null });
    expect(items.map(({ status }) => status)).toEqual(['refused']);
    expect(await running(stores)).toEqual([]);
  });
});

test('a stop that a crash cut off still refuses what a pause had held, though nobody is inside', async () => {
  const { stores, engine } = await withOneInside();
  await later(engine, () => engine.remove({ profile: 'c1', journey: 'j' }));
  await later(engine, () => engine.change('j', 'pause'));
  await later(engine, () => engine.upsertProfiles([{ id: 'c2' }]));
  await later(engine, () => engine.enrol({ profile: 'c2', journey: 'j' }));
  expect(await stores.store.backlog({ journeyId: 'j', limit: 10 })).toHaveLength(1);
  const commit = () => Promise.reject(new Error('the process died'));
  const dying = await opened({ ...stores, store: { ...stores.store, commit } });
  await expect(dying.change('j', 'stop')).rejects.toThrow('died');
  await reopened(stores);
  expect(await stores.store.backlog({ journeyId: 'j', limit: 10 })).toEqual([]);
});

test('a pause that a stop ends leaves no job that waits for its resume', async () => {
  const { stores, engine } = await withOneInside();
  await later(engine, () => engine.change('j', 'pause'));
  await later(engine, () => engine.change('j', 'stop'));
  expect(await running(stores)).toEqual([]);
});

test('a pause that comes at one instant with a close leaves no job that waits for its resume', async () => {
  const { stores, engine } = await withOneInside();
  const answers = await Promise.all([engine.change('j', 'pause'), engine.change('j', 'close')]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  await engine.settle();
  const isPaused = engine.roster.records.get('j')?.life === 'paused';
  expect(await running(stores)).toHaveLength(isPaused ? 1 : 0);
});
