// Goal: over the API a pause is seen and ended as the operator chooses, and people move by a plan.
// Method: the app without threads, on the memory store and a virtual clock; each answer is parsed by its contract.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { type CareServer, careJourney, openCareServer } from './careServer.ts';

let server: CareServer;
beforeEach(async () => {
  server = await openCareServer();
});
afterEach(() => server.close());

const backlog = () => server.call('listBacklog', { params: { id: 'care' } });

describe('a paused journey', () => {
  beforeEach(async () => {
    await server.publishFirst(careJourney());
    await server.come('c1', 'c2');
    await server.later(1);
    await server.call('pauseJourney', { params: { id: 'care' } });
    await server.later(2);
    await server.come('c3');
  });

  test('lists what it holds by name, oldest first, and how long it has held it', async () => {
    const { items, totals } = await backlog();
    expect(items.map(({ profileId, type, node, event }) => [profileId, type, node, event])).toEqual([
      ['c1', 'timer', 'wait', null],
      ['c2', 'timer', 'wait', null],
      ['c3', 'entry', null, 'came'],
    ]);
    expect(totals).toEqual({
      underHour: { entry: 1, act: 0, timer: 0 },
      underDay: { entry: 0, act: 0, timer: 2 },
      older: { entry: 0, act: 0, timer: 0 },
    });
    const first = await server.call('listBacklog', { params: { id: 'care' }, query: { limit: 2 } });
    const cursor = first.nextCursor ?? undefined;
    const rest = await server.call('listBacklog', { params: { id: 'care' }, query: { limit: 2, cursor } });
    expect([...first.items, ...rest.items]).toEqual(items);
    expect(rest.nextCursor).toBeNull();
  });

  test('refuses nobody whom it holds', async () => {
    const counts = () => server.call('getCounts', { params: { id: 'care' } });
    expect(await counts()).toMatchObject({ entered: 2, refused: {} });
    await server.call('resumeJourney', { params: { id: 'care' } });
    await server.settle();
    await server.later(1);
    await server.later(1);
    expect(await counts()).toMatchObject({ entered: 3, refused: {} });
  });

  test('goes on at the rate that was chosen, and what is not let go yet is still listed', async () => {
    const body = { backlog: 'release', perSecond: 0.001 } as const;
    await server.call('resumeJourney', { params: { id: 'care' }, body });
    await server.settle();
    expect(await server.sent()).toEqual(['c1']);
    expect((await backlog()).items.map(({ profileId, type }) => [profileId, type])).toEqual([
      ['c2', 'act'],
      ['c3', 'entry'],
    ]);
    await server.later(1);
    expect(await server.sent()).toEqual(['c1', 'c2']);
    await server.later(1);
    expect((await backlog()).items).toEqual([]);
    const { items } = await server.call('listAudit', {});
    expect(items[0]).toMatchObject({ deed: 'resume', detail: body });
  });

  test('drops what it held when told to', async () => {
    await server.call('resumeJourney', { params: { id: 'care' }, body: { backlog: 'drop' } });
    await server.settle();
    await server.later(3);
    expect(await server.sent()).toEqual([]);
    expect((await backlog()).items).toEqual([]);
    expect(await server.call('getCounts', { params: { id: 'care' } })).toMatchObject({
      entered: 2,
      refused: { 'not-live': 1 },
      ended: { completed: 2 },
    });
  });

  test.each([
    [{ backlog: 'burn' }, 400],
    [{ perSecond: 0 }, 400],
    [{ until: 'later' }, 400],
    ['drop', 415],
  ])('refuses %j as a choice', async (body, status) => {
    const answer = await server.send('POST', '/api/v1/journeys/care/resume', { body });
    expect(answer.status).toBe(status);
    expect((await server.call('getJourney', { params: { id: 'care' } })).state).toBe('paused');
  });
});

describe('a new version', () => {
  const next = careJourney({
    wait: { kind: 'delay', settings: { duration: 'PT3H' }, next: { next: 'hello' } },
  });

  beforeEach(async () => {
    await server.publishFirst(careJourney());
    await server.come('c1', 'c2');
    await server.call('saveDraft', { params: { id: 'care' }, ifMatch: 2, body: next });
  });

  test('says of each old node who is there, where the plan sends them and what comes next', async () => {
    const preview = (body?: object) =>
      server.call('previewPublish', { params: { id: 'care' }, ...(body ? { body } : {}) });
    expect(await preview()).toMatchObject({ policy: 'pin', inside: 2, moves: [] });
    const staying = { node: 'wait', kind: 'delay', count: 2, target: 'wait', arrives: false };
    const hello = { node: 'hello', channel: 'sms', template: 'hello' };
    expect(await preview({ policy: 'migrate' })).toMatchObject({
      policy: 'migrate',
      moves: [{ ...staying, next: [hello] }],
    });
    const { moves: now } = await preview({ policy: 'migrate', map: { wait: 'hello' } });
    expect(now).toEqual([{ ...staying, target: 'hello', arrives: true, next: [hello] }]);
    const { moves: out } = await preview({ policy: 'migrate', map: { wait: null } });
    expect(out).toEqual([{ ...staying, target: null, arrives: false, next: [] }]);
  });

  test('moves people by the plan and writes down how many', async () => {
    const body = { revision: 3, policy: 'migrate', map: { wait: 'hello' } } as const;
    await server.call('publishJourney', { params: { id: 'care' }, body });
    await server.settle();
    expect(await server.sent()).toEqual(['c1', 'c2']);
    const { items } = await server.call('listAudit', {});
    expect(items[0]).toMatchObject({
      deed: 'publish',
      detail: { version: 2, policy: 'migrate', moves: [{ node: 'wait', target: 'hello', count: 2 }] },
    });
    const { nodes } = await server.call('getCounts', { params: { id: 'care' } });
    expect(nodes).toMatchObject({
      wait: { left: { migrated: 2 } },
      hello: { arrived: 2, moved: { wait: 2 } },
    });
  });

  test('leaves people where they are unless told otherwise', async () => {
    await server.call('publishJourney', { params: { id: 'care' }, body: { revision: 3 } });
    await server.later(2);
    expect(await server.sent()).toEqual(['c1', 'c2']);
  });

  test.each(['publish-preview', 'publish'])('is not sent to a node it lacks by %s', async (path) => {
    const body = { policy: 'migrate', map: { wait: 'gone' }, ...(path === 'publish' ? { revision: 3 } : {}) };
    const { status, problem } = await server.send('POST', `/api/v1/journeys/care/${path}`, { body });
    expect([status, problem?.code, problem?.problems[0]?.field]).toEqual([422, 'unknown-target', 'map.wait']);
  });
});

describe('the move to a new version', () => {
  const slower = careJourney({
    wait: { kind: 'delay', settings: { duration: 'PT9H' }, next: { next: 'hello' } },
  });
  const undo = (version: number) =>
    server.send('POST', `/api/v1/journeys/care/versions/${version}/undo-move`);
  const preview = (version: number) => server.call('previewUndoMove', { params: { id: 'care', version } });

  async function moveBy(document: JourneyDraft, map: { [node: string]: string | null }): Promise<void> {
    const { revision } = await server.call('getJourney', { params: { id: 'care' } });
    await server.call('saveDraft', { params: { id: 'care' }, ifMatch: revision, body: document });
    const body = { revision: revision + 1, policy: 'migrate', map } as const;
    await server.call('publishJourney', { params: { id: 'care' }, body });
    await server.settle();
  }

  beforeEach(async () => {
    await server.publishFirst(careJourney());
    await server.come('c1', 'c2');
  });

  test('says who would go back, who has moved on, and what comes next', async () => {
    await moveBy(slower, {});
    await server.call('removeByHand', { params: { id: 'care', profileId: 'c2' } });
    await server.later(3);
    expect(await preview(2)).toMatchObject({
      version: 2,
      state: 'live',
      refusal: null,
      moved: 2,
      goBack: 1,
      movedOn: 1,
      wentBack: 0,
      notMoved: 0,
      places: [
        {
          node: 'wait',
          kind: 'delay',
          goBack: 1,
          movedOn: 1,
          overdue: 1,
          next: [{ node: 'hello', channel: 'sms', template: 'hello' }],
        },
      ],
    });
  });

  test('is undone with a line in the audit, and what was overdue goes on at once', async () => {
    await moveBy(slower, {});
    expect((await server.call('getJourney', { params: { id: 'care' } })).undoableMove).toBe(2);
    const counts = () => server.call('getCounts', { params: { id: 'care' } });
    expect((await counts()).nodes.wait?.moved).toEqual({ wait: 2 });
    await server.later(3);
    const undone = await server.call('undoMove', { params: { id: 'care', version: 2 } });
    expect(undone).toMatchObject({ currentVersion: 2, undoableMove: null });
    await server.settle();
    expect(await server.sent()).toEqual(['c1', 'c2']);
    expect((await counts()).nodes.wait?.moved).toEqual({ wait: 0 });
    expect(await preview(2)).toMatchObject({
      refusal: { code: 'move-undone' },
      moved: 2,
      goBack: 0,
      movedOn: 0,
      wentBack: 2,
      notMoved: 0,
      places: [],
    });
    const { items } = await server.call('listAudit', {});
    expect(items[0]).toMatchObject({
      deed: 'undoMove',
      subject: 'care',
      detail: { version: 2, goBack: 2, movedOn: 0, places: [{ node: 'wait', goBack: 2, movedOn: 0 }] },
    });
  });

  test('brings back who left by it, and the counters say so', async () => {
    const other = { kind: 'delay', settings: { duration: 'PT1H' }, next: { next: 'hello' } };
    await moveBy(careJourney({ wait: other }), { wait: null });
    expect(await server.call('getCounts', { params: { id: 'care' } })).toMatchObject({ active: 0 });
    await server.call('undoMove', { params: { id: 'care', version: 2 } });
    await server.settle();
    expect(await server.call('getCounts', { params: { id: 'care' } })).toMatchObject({
      entered: 2,
      active: 2,
      ended: {},
      nodes: { wait: { arrived: 2, here: 2 } },
    });
  });

  test('leaves something to publish only for whoever moves them again, or after a template changed', async () => {
    const asked = (policy: 'pin' | 'migrate') =>
      server.call('previewPublish', { params: { id: 'care' }, body: { policy } });
    await moveBy(slower, {});
    expect(await asked('migrate')).toMatchObject({ isPublished: true, isMoveUndone: false });
    await server.call('undoMove', { params: { id: 'care', version: 2 } });
    await server.settle();
    expect(await asked('pin')).toMatchObject({ isPublished: true, isMoveUndone: true });
    expect(await asked('migrate')).toMatchObject({ isPublished: false, isMoveUndone: true });
    await server.call('putTemplate', {
      params: { id: 'hello' },
      body: { name: 'Hello', content: { sms: { en: '【Bank】Good day, reply R to stop' } } },
    });
    expect(await asked('pin')).toMatchObject({ isPublished: false, changes: [] });
  });

  test('is refused with its reason where nobody moved, twice, after a later version, and once stopped', async () => {
    const refusal = async (version: number) => {
      const { status, problem } = await undo(version);
      return [status, problem?.code];
    };
    expect(await refusal(1)).toEqual([409, 'nothing-moved']);
    expect(await refusal(2)).toEqual([404, 'not-found']);
    await moveBy(slower, {});
    await moveBy(careJourney(), {});
    expect(await refusal(2)).toEqual([409, 'move-superseded']);
    expect((await undo(3)).status).toBe(200);
    expect(await refusal(3)).toEqual([409, 'move-undone']);
    expect((await preview(1)).refusal?.code).toBe('nothing-moved');
    await server.call('stopJourney', { params: { id: 'care' } });
    expect(await refusal(3)).toEqual([409, 'transition-refused']);
  });
});

test('a closed journey is stopped by itself with the last customer, and says so', async () => {
  await server.publishFirst(careJourney());
  await server.come('c1');
  await server.call('closeJourney', { params: { id: 'care' } });
  expect((await server.call('getJourney', { params: { id: 'care' } })).state).toBe('closed');
  await server.later(2);
  expect(await server.call('getJourney', { params: { id: 'care' } })).toMatchObject({
    state: 'stopped',
    deeds: ['archive'],
  });
});
