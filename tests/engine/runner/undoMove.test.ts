// Goal: the move of the people inside to a new version can be undone until they have moved on (language.md 8.3).
// Method: one engine per test over memory and over SQLite; people are moved by a plan, things happen, the move is undone.
import { afterEach, describe, expect, test } from 'vitest';
import { createEngine, createMemoryStore, type Engine, VirtualClock } from '../../../engine/index.ts';
import type { Stores } from '../../../engine/runner/engine.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { defineNode } from '../../../shared/nodes/definition.ts';
import { delay } from '../../../shared/nodes/delay.ts';
import { nodeKinds } from '../../../shared/nodes/kinds.ts';
import { createRegistry } from '../../../shared/nodes/registry.ts';

const HOUR_MS = 3_600_000;
const reentry = { mode: 'afterExit' };

const journey = (nodes: JsonObject, more: JsonObject = {}): JsonObject => ({
  format: 1,
  id: 'j',
  name: 'J',
  ...more,
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'came', reentry }, next: { next: 'wait' } },
    bye: { kind: 'exit', settings: { reason: 'bye' }, next: {} },
    ...nodes,
  },
});

const forHours = (duration: string, next: string) => ({
  kind: 'delay',
  settings: { duration },
  next: { next },
});
const message = { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: { sent: 'bye' } };
const paid = (timeout: string, heard: string) => ({
  kind: 'waitFor',
  settings: { paths: [{ id: 'heard', event: 'paid' }], lookBack: 'none', timeout },
  next: { heard, timeout: 'hello' },
});

/** Four hours, then a message. */
const v1 = journey({ wait: forHours('PT4H', 'hello'), hello: message });
/** The same wait, much longer. */
const longer = journey({ wait: forHours('PT90H', 'hello'), hello: message });
/** Without the wait: whoever is there leaves. */
const without = journey({
  start: { kind: 'trigger', settings: { on: 'event', event: 'came', reentry }, next: { next: 'other' } },
  other: forHours('PT1H', 'hello'),
  hello: message,
});
const direct = journey({
  start: { kind: 'trigger', settings: { on: 'event', event: 'came', reentry }, next: { next: 'hello' } },
  hello: message,
});

/** A wait that cannot be computed. */
const brittle = defineNode({
  ...delay,
  kind: 'brittle',
  behaviour: {
    shape: 'wait',
    arrive: () => {
      throw new Error('brittle');
    },
    timer: () => ({ outlet: 'next' }),
  },
});
const registry = createRegistry([...nodeKinds, brittle]);

class World {
  readonly clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
  readonly startMs = this.clock.nowMs();
  engine: Engine;
  private readonly stores: Stores;
  private constructor(stores: Stores, engine: Engine, clock: VirtualClock) {
    this.stores = stores;
    this.engine = engine;
    this.clock = clock;
  }

  static async open(stores: Stores): Promise<World> {
    const clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
    const engine = await createEngine({ stores, providers: new ScriptedProviders(), clock, registry });
    const world = new World(stores, engine, clock);
    await engine.saveTemplate('hello', { sms: { en: 'Hi' } });
    await world.publish(v1);
    const consent = { sms: true };
    await engine.upsertProfiles(['c1', 'c2'].map((id) => ({ id, addresses: { sms: id }, consent })));
    await engine.settle();
    await world.come('c1', 'c2');
    return world;
  }

  async publish(document: JsonObject, map?: { [node: string]: string | null }): Promise<number> {
    const plan = map ? { policy: 'migrate' as const, map } : {};
    const published = await this.engine.publish(document, 'ada', plan);
    if (!published.ok) throw new Error(JSON.stringify(published.problems));
    await this.engine.settle();
    return published.value.version;
  }

  async track(name: string, ...profiles: string[]): Promise<void> {
    const atMs = this.clock.nowMs();
    await this.engine.track(profiles.map((profile) => ({ id: `${name}-${profile}-${atMs}`, name, profile })));
    await this.engine.settle();
  }

  come(...profiles: string[]): Promise<void> {
    return this.track('came', ...profiles);
  }

  /** Moves the clock, stopping wherever something falls due. */
  async later(hours: number): Promise<void> {
    const untilMs = this.clock.nowMs() + hours * HOUR_MS;
    for (;;) {
      const dueMs = await this.engine.nextDueMs();
      if (dueMs === null || dueMs > untilMs) break;
      this.clock.moveTo(Math.max(dueMs, this.clock.nowMs()));
      await this.engine.settle();
    }
    this.clock.moveTo(untilMs);
    await this.engine.settle();
  }

  async undo(version = 2): Promise<string | null> {
    const undone = await this.engine.undoMove({ journeyId: 'j', version, actor: 'ada' });
    await this.engine.settle();
    return undone.ok ? null : (undone.problems[0]?.code ?? '');
  }

  async reopen(stores = this.stores): Promise<void> {
    const { clock } = this;
    this.engine = await createEngine({ stores, providers: new ScriptedProviders(), clock, registry });
    await this.engine.recover();
    await this.engine.settle();
  }

  private async enrollments() {
    const { items } = await this.engine.reports.enrollments({}, { limit: 100, cursor: null });
    return items.sort((a, b) => a.profileId.localeCompare(b.profileId) || a.ordinal - b.ordinal);
  }

  /** Where everybody is: version, then node or reason of the end. */
  async where(): Promise<string[]> {
    return (await this.enrollments()).map((of) => {
      const place = of.status === 'ended' ? (of.detail ?? of.reason) : of.state.node;
      return `${of.profileId} v${of.version} ${place}`;
    });
  }

  async dueHours(): Promise<(number | null)[]> {
    return (await this.enrollments()).map((of) =>
      of.status === 'active' && of.dueAtMs !== null ? (of.dueAtMs - this.startMs) / HOUR_MS : null,
    );
  }

  async kept(): Promise<number> {
    return (await this.enrollments()).filter(({ former }) => former).length;
  }

  /** Who got a message, and after how many hours. */
  async sent(): Promise<[string, number][]> {
    const { items } = await this.engine.reports.deliveries(
      { status: 'accepted' },
      { limit: 100, cursor: null },
    );
    return items
      .map((row): [string, number] => [row.profileId, ((row.decidedAtMs ?? 0) - this.startMs) / HOUR_MS])
      .sort();
  }

  async counted(metric: string, version: number): Promise<{ [name: string]: number }> {
    const counts = await this.engine.reports.counts('j', version);
    const ofMetric = counts.filter((of) => of.metric === metric && of.count !== 0);
    return Object.fromEntries(ofMetric.map(({ node, detail, count }) => [`${node} ${detail}`.trim(), count]));
  }
}

const opened: { close?(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close?.();
});

const STORES = {
  memory: (): Stores => createMemoryStore(),
  sqlite: (): Stores => {
    const stores = openSqliteStore(':memory:');
    opened.push(stores);
    return stores;
  },
};

describe.each(Object.entries(STORES))('over %s', (_name, makeStores) => {
  test('a mapped wait goes back to its old node, arrival and end', async () => {
    const world = await World.open(makeStores());
    await world.later(1);
    expect(await world.publish(longer, {})).toBe(2);
    expect(await world.where()).toEqual(['c1 v2 wait', 'c2 v2 wait']);
    expect(await world.dueHours()).toEqual([90, 90]);
    await world.later(1);
    expect(await world.undo()).toBeNull();
    expect(await world.where()).toEqual(['c1 v1 wait', 'c2 v1 wait']);
    expect(await world.dueHours()).toEqual([4, 4]);
    expect(await world.kept()).toBe(0);
    await world.later(3);
    expect(await world.sent()).toEqual([
      ['c1', 4],
      ['c2', 4],
    ]);
  });

  test('who enters later enters the new version, and nobody moves to it again', async () => {
    const world = await World.open(makeStores());
    await world.publish(longer, {});
    await world.undo();
    await world.engine.upsertProfiles([{ id: 'c3', addresses: { sms: 'c3' }, consent: { sms: true } }]);
    await world.come('c3');
    await world.track('noise', 'c1', 'c2');
    expect(await world.where()).toEqual(['c1 v1 wait', 'c2 v1 wait', 'c3 v2 wait']);
  });

  test('a wait whose old end has passed meanwhile goes on at once, as a late timer would', async () => {
    const world = await World.open(makeStores());
    await world.publish(longer, {});
    await world.later(10);
    await world.undo();
    expect(await world.sent()).toEqual([
      ['c1', 10],
      ['c2', 10],
    ]);
  });

  test('whoever took a step in the new version stays, whoever left by the move comes back', async () => {
    const world = await World.open(makeStores());
    await world.publish(journey({ wait: paid('PT50H', 'hello'), hello: message }), { wait: 'wait' });
    await world.later(1);
    await world.track('paid', 'c1');
    await world.undo();
    expect(await world.where()).toEqual(['c1 v2 bye', 'c2 v1 wait']);
    expect(await world.counted('moved', 2)).toEqual({ wait: 2 });
    expect(await world.counted('movedBack', 2)).toEqual({ wait: 1 });
  });

  test('who was mapped to an act has moved on', async () => {
    const world = await World.open(makeStores());
    await world.publish(direct, { wait: 'hello' });
    expect(await world.kept()).toBe(0);
    expect(await world.undo()).toBeNull();
    expect(await world.where()).toEqual(['c1 v2 bye', 'c2 v2 bye']);
    expect((await world.sent()).length).toBe(2);
  });

  test('who left by the move comes back, unless removed by hand or in again since', async () => {
    const world = await World.open(makeStores());
    await world.engine.upsertProfiles([{ id: 'c3', addresses: { sms: 'c3' }, consent: { sms: true } }]);
    await world.come('c3');
    await world.later(1);
    await world.publish(without, { wait: null });
    expect(await world.where()).toEqual(['c1 v1 migrated-out', 'c2 v1 migrated-out', 'c3 v1 migrated-out']);
    await world.come('c2');
    await world.engine.remove({ profile: 'c3', journey: 'j' });
    await world.engine.settle();
    await world.undo();
    expect(await world.where()).toEqual([
      'c1 v1 wait',
      'c2 v1 migrated-out',
      'c2 v2 other',
      'c3 v1 migrated-out',
    ]);
    expect(await world.counted('ended', 1)).toEqual({ 'wait migrated-out': 2 });
    expect(await world.kept()).toBe(0);
    const totals = (await world.engine.reports.journeyTotals()).find(({ journeyId }) => journeyId === 'j');
    expect(totals).toMatchObject({ entered: 4, ended: 2 });
  });

  test('what happened meanwhile counts as if the move had not been', async () => {
    const asking = journey(
      { wait: paid('PT50H', 'later'), later: forHours('PT5H', 'hello'), hello: message },
      {
        exits: [{ event: 'lost', reason: 'lost' }],
      } as JsonObject,
    );
    const world = await World.open(makeStores());
    await world.publish(asking, { wait: 'wait' });
    await world.later(1);
    await world.publish(without, { wait: null });
    await world.track('paid', 'c1');
    await world.track('lost', 'c2');
    await world.later(1);
    expect(await world.undo(3)).toBeNull();
    expect(await world.where()).toEqual(['c1 v2 later', 'c2 v2 lost']);
  });

  test('a message that was held waits again with its old instant, and passes the gate once', async () => {
    const stores = makeStores();
    const world = await World.open(stores);
    await world.engine.configure({ quietHours: [{ from: '13:00', to: '20:00', channel: 'sms' }] });
    await world.later(5);
    expect(await world.where()).toEqual(['c1 v1 hello', 'c2 v1 hello']);
    await world.publish(journey({ wait: forHours('PT90H', 'bye') }), { hello: 'wait' });
    expect(await world.where()).toEqual(['c1 v2 wait', 'c2 v2 wait']);
    await world.undo();
    expect(await world.where()).toEqual(['c1 v1 hello', 'c2 v1 hello']);
    await world.later(20);
    expect((await world.sent()).map(([who, hours]) => [who, Math.floor(hours)])).toEqual([
      ['c1', 11],
      ['c2', 11],
    ]);
    expect(await world.where()).toEqual(['c1 v1 bye', 'c2 v1 bye']);
  });

  test('a pause holds the undoing until the journey goes on', async () => {
    const world = await World.open(makeStores());
    await world.publish(longer, {});
    await world.engine.change('j', 'pause');
    await world.later(1);
    expect(await world.undo()).toBeNull();
    expect(await world.where()).toEqual(['c1 v2 wait', 'c2 v2 wait']);
    await world.later(5);
    await world.engine.change('j', 'resume');
    // a release lets go one after the other
    await world.later(0.1);
    expect(await world.where()).toEqual(['c1 v1 bye', 'c2 v1 bye']);
    expect((await world.sent()).map(([, hours]) => Math.floor(hours))).toEqual([6, 6]);
  });

  test('of two moves the later is undone, and only while its version is the newest', async () => {
    const world = await World.open(makeStores());
    expect(await world.undo(1)).toBe('nothing-moved');
    expect(await world.undo(2)).toBe('not-found');
    await world.publish(longer, {});
    await world.publish(without, { wait: 'other' });
    expect(await world.undo(2)).toBe('move-superseded');
    expect(await world.undo(3)).toBeNull();
    expect(await world.where()).toEqual(['c1 v2 wait', 'c2 v2 wait']);
    expect(await world.dueHours()).toEqual([90, 90]);
    expect(await world.undo(3)).toBe('move-undone');
    await world.engine.change('j', 'stop');
    await world.engine.settle();
    expect(await world.undo(3)).toBe('transition-refused');
  });

  test('what was kept is forgotten once a later version is published, or the journey stopped', async () => {
    const world = await World.open(makeStores());
    await world.publish(longer, {});
    expect(await world.kept()).toBe(2);
    await world.publish(v1);
    expect(await world.kept()).toBe(0);
    await world.publish(without, { wait: null });
    expect(await world.kept()).toBe(2);
    await world.engine.change('j', 'stop');
    await world.engine.settle();
    expect(await world.kept()).toBe(0);
  });

  test('after the undoing the same document moves people again, by another plan', async () => {
    const world = await World.open(makeStores());
    await world.publish(without, { wait: null });
    await world.undo();
    expect(await world.publish(without, { wait: 'other' })).toBe(3);
    expect(await world.where()).toEqual(['c1 v3 other', 'c2 v3 other']);
  });

  test('the counters say where people are again', async () => {
    const world = await World.open(makeStores());
    await world.publish(longer, {});
    await world.undo();
    expect(await world.counted('left', 1)).toEqual({ 'start next': 2 });
    expect(await world.counted('left', 2)).toEqual({ 'wait move-undone': 2 });
  });

  test('whom the move parked goes back too', async () => {
    const world = await World.open(makeStores());
    const brittle = { kind: 'brittle', settings: { duration: 'PT1H' }, next: { next: 'hello' } };
    await world.publish(journey({ wait: brittle, hello: message }), { wait: 'wait' });
    const { items } = await world.engine.reports.enrollments(
      { status: 'parked' },
      { limit: 9, cursor: null },
    );
    expect(items).toMatchObject([{ fault: 'brittle' }, { fault: 'brittle' }]);
    await world.undo();
    expect(await world.where()).toEqual(['c1 v1 wait', 'c2 v1 wait']);
    expect(await world.dueHours()).toEqual([4, 4]);
    expect(await world.counted('left', 2)).toEqual({});
    const totals = (await world.engine.reports.journeyTotals()).find(({ journeyId }) => journeyId === 'j');
    expect(totals).toMatchObject({ entered: 2, ended: 0, parked: 0 });
  });

  test('is on the audit with the version and who did it', async () => {
    const world = await World.open(makeStores());
    await world.publish(longer, {});
    await world.undo();
    const { items } = await world.engine.reports.audit({ limit: 1, cursor: null });
    expect(items).toMatchObject([{ deed: 'undoMove', actor: 'ada', subject: 'j', detail: { version: 2 } }]);
  });

  test('a program that dies between deed and job, or in the middle of the job, goes on with it', async () => {
    const stores = makeStores();
    const world = await World.open(stores);
    await world.publish(longer, {});
    let commits = 0;
    const dying: Stores = {
      ...stores,
      store: {
        ...stores.store,
        commit: (batch) => {
          commits += 1;
          if (commits > 1) return Promise.reject(new Error('the process died'));
          return stores.store.commit(batch);
        },
      },
    };
    for (const allowed of [0, 1, 2]) {
      commits = 1 - allowed;
      await world.reopen(dying).catch(() => {});
      await world.undo().catch(() => {});
    }
    await world.reopen(stores);
    expect(await world.where()).toEqual(['c1 v1 wait', 'c2 v1 wait']);
    expect(await world.counted('movedBack', 2)).toEqual({ wait: 2 });
  });
});
