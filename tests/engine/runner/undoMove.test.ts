// Goal: the move of the people inside to a new version can be undone until they have moved on (language.md 8.3).
// Method: one engine per test over memory and over SQLite; people are moved by a plan, things happen, the move is undone.
import { afterEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../../engine/index.ts';
import type { Stores } from '../../../engine/runner/engine.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { direct, forHours, journey, longer, MovingWorld, message, paid, v1, without } from './movingWorld.ts';

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
    const world = await MovingWorld.open(makeStores());
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
    const world = await MovingWorld.open(makeStores());
    await world.publish(longer, {});
    await world.undo();
    await world.engine.upsertProfiles([{ id: 'c3', addresses: { sms: 'c3' }, consent: { sms: true } }]);
    await world.come('c3');
    await world.track('noise', 'c1', 'c2');
    expect(await world.where()).toEqual(['c1 v1 wait', 'c2 v1 wait', 'c3 v2 wait']);
  });

  test('a wait whose old end has passed meanwhile goes on at once, as a late timer would', async () => {
    const world = await MovingWorld.open(makeStores());
    await world.publish(longer, {});
    await world.later(10);
    await world.undo();
    expect(await world.sent()).toEqual([
      ['c1', 10],
      ['c2', 10],
    ]);
  });

  test('whoever took a step in the new version stays, whoever left by the move comes back', async () => {
    const world = await MovingWorld.open(makeStores());
    await world.publish(journey({ wait: paid('PT50H', 'hello'), hello: message }), { wait: 'wait' });
    await world.later(1);
    await world.track('paid', 'c1');
    await world.undo();
    expect(await world.where()).toEqual(['c1 v2 bye', 'c2 v1 wait']);
    expect(await world.counted('moved', 2)).toEqual({ 'wait wait': 2 });
    expect(await world.counted('movedBack', 2)).toEqual({ 'wait wait': 1 });
  });

  test('who was mapped to an act has moved on', async () => {
    const world = await MovingWorld.open(makeStores());
    await world.publish(direct, { wait: 'hello' });
    expect(await world.kept()).toBe(0);
    expect(await world.undo()).toBeNull();
    expect(await world.where()).toEqual(['c1 v2 bye', 'c2 v2 bye']);
    expect((await world.sent()).length).toBe(2);
  });

  test('who left by the move comes back, unless removed by hand or in again since', async () => {
    const world = await MovingWorld.open(makeStores());
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
    const world = await MovingWorld.open(makeStores());
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
    const world = await MovingWorld.open(stores);
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

  test('a closed journey lets people go back, and drains in the old version', async () => {
    const world = await MovingWorld.open(makeStores());
    await world.publish(longer, {});
    await world.engine.change('j', 'close');
    expect(await world.undo()).toBeNull();
    expect(await world.where()).toEqual(['c1 v1 wait', 'c2 v1 wait']);
    await world.later(4);
    expect((await world.sent()).length).toBe(2);
    expect(world.engine.roster.records.get('j')?.life).toBe('stopped');
  });

  test('a journey closed before those who left by the move are back ends with them, or without', async () => {
    for (const goesOn of [true, false]) {
      const world = await MovingWorld.open(makeStores());
      await world.publish(without, { wait: null });
      if (!goesOn) for (const profile of ['c1', 'c2']) await world.engine.remove({ profile, journey: 'j' });
      await world.engine.settle();
      await world.engine.undoMove({ journeyId: 'j', version: 2, actor: 'ada' });
      await world.engine.change('j', 'close');
      await world.engine.settle();
      expect(world.engine.roster.records.get('j')?.life).toBe(goesOn ? 'closed' : 'stopped');
      await world.later(4);
      expect((await world.sent()).length).toBe(goesOn ? 2 : 0);
      expect(world.engine.roster.records.get('j')?.life).toBe('stopped');
    }
  });

  test('a merge takes along where somebody came from, unless the other is inside in their place', async () => {
    const world = await MovingWorld.open(makeStores());
    const merge = (from: string, into: string) => world.engine.merge({ id: from, merge: { from, into } });
    await world.come('c3');
    await world.publish(without, { wait: null });
    await merge('c1', 'd1');
    await world.come('d2');
    await merge('c2', 'd2');
    await world.engine.settle();
    await merge('c3', 'd3');
    await world.engine.settle();
    await world.undo();
    expect(await world.where()).toEqual(['d1 v1 wait', 'd2 v2 other', 'd2 v1 migrated-out', 'd3 v1 wait']);
    await world.later(9);
    expect((await world.sent()).map(([who]) => who)).toEqual(['d1', 'd2']);
  });

  test('a pause holds the undoing until the journey goes on', async () => {
    const world = await MovingWorld.open(makeStores());
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
    const world = await MovingWorld.open(makeStores());
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
    const world = await MovingWorld.open(makeStores());
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
    const world = await MovingWorld.open(makeStores());
    await world.publish(without, { wait: null });
    await world.undo();
    expect(await world.publish(without, { wait: 'other' })).toBe(3);
    expect(await world.where()).toEqual(['c1 v3 other', 'c2 v3 other']);
  });

  test('the counters say where people are again', async () => {
    const world = await MovingWorld.open(makeStores());
    await world.publish(longer, {});
    await world.undo();
    expect(await world.counted('left', 1)).toEqual({ 'start next': 2 });
    expect(await world.counted('left', 2)).toEqual({ 'wait move-undone': 2 });
  });

  test('whom the move parked goes back too', async () => {
    const world = await MovingWorld.open(makeStores());
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
    const world = await MovingWorld.open(makeStores());
    await world.publish(longer, {});
    await world.undo();
    const { items } = await world.engine.reports.audit({ limit: 1, cursor: null });
    expect(items).toMatchObject([{ deed: 'undoMove', actor: 'ada', subject: 'j', detail: { version: 2 } }]);
  });

  test('a program that dies between deed and job, or in the middle of the job, goes on with it', async () => {
    const stores = makeStores();
    const world = await MovingWorld.open(stores);
    // more than a page of the job
    const others = Array.from({ length: 700 }, (_, index) => `d${1000 + index}`);
    await world.come(...others);
    await world.publish(longer, {});
    let commitsLeft = 0;
    const commit: Stores['store']['commit'] = (batch) => {
      commitsLeft -= 1;
      return commitsLeft < 0 ? Promise.reject(new Error('the process died')) : stores.store.commit(batch);
    };
    const dying: Stores = { ...stores, store: { ...stores.store, commit } };
    await world.reopen(dying);
    const backs: (number | undefined)[] = [];
    for (const lives of [0, 1, 1]) {
      commitsLeft = lives;
      const deed = backs.length === 0 ? world.undo() : world.reopen(dying);
      await expect(deed).rejects.toThrow('the process died');
      backs.push((await world.counted('movedBack', 2))['wait wait']);
    }
    // the deed alone, then its job, then its first page
    expect(backs).toEqual([undefined, undefined, 500]);
    await world.reopen(stores);
    expect(new Set((await world.where()).map((text) => text.split(' ')[1]))).toEqual(new Set(['v1']));
    expect(await world.counted('movedBack', 2)).toEqual({ 'wait wait': 702 });
    expect(await world.kept()).toBe(0);
  });
});
