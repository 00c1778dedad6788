// Goal: the life of a journey and of its drafts is a table: what it does not have is refused, with what it has.
// Method: an engine in memory is brought into each state and every deed is tried; drafts are saved from stale hands.
import { describe, expect, test } from 'vitest';
import { createEngine, createMemoryStore, type Engine, VirtualClock } from '../../engine/index.ts';
import { ScriptedProviders } from '../../engine/runner/scriptedProviders.ts';
import { JOURNEY_DEEDS, type JourneyDeed } from '../../shared/journey/life.ts';
import { type ProblemCode, problemText } from '../../shared/problem.ts';

const document = {
  format: 1,
  id: 'j',
  name: 'J',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'wait' } },
    wait: { kind: 'delay', settings: { duration: 'P1D' }, next: { next: 'end' } },
    end: { kind: 'exit', settings: {}, next: {} },
  },
};

function openEngine(): Promise<Engine> {
  return createEngine({
    stores: createMemoryStore(),
    providers: new ScriptedProviders(),
    clock: new VirtualClock(0),
  });
}

async function done(engine: Engine, deed: JourneyDeed) {
  return deed === 'publish' ? engine.publishDraft('j') : engine.change('j', deed);
}

/** A journey brought to its state by deeds, a draft before any. */
const paths: [state: string, deeds: JourneyDeed[], allowed: JourneyDeed[]][] = [
  ['draft', [], ['publish', 'archive']],
  ['live', ['publish'], ['publish', 'pause', 'close']],
  ['paused', ['publish', 'pause'], ['resume', 'stop']],
  ['closed', ['publish', 'close'], ['stop', 'archive']],
  ['stopped', ['publish', 'pause', 'stop'], ['archive']],
  ['archived', ['publish', 'pause', 'stop', 'archive'], []],
];

async function reached(deeds: readonly JourneyDeed[]): Promise<Engine> {
  const engine = await openEngine();
  await engine.desk.create(document, 'test');
  for (const deed of deeds) {
    expect((await done(engine, deed)).ok).toBe(true);
    // somebody is inside: a closed journey that is empty is over
    if (deed === 'publish') await engine.enrol({ profile: 'c1', journey: 'j' });
    await engine.settle();
  }
  return engine;
}

function codesOf(result: { ok: boolean; problems?: readonly { code: ProblemCode }[] }): string[] {
  return (result.problems ?? []).map(({ code }) => code);
}

describe.each(paths)('a journey that is %s', (state, deeds, allowed) => {
  test.each(
    JOURNEY_DEEDS.filter((deed) => !allowed.includes(deed) && !(state === 'live' && deed === 'stop')),
  )('refuses to %s, says what it is and what is possible', async (deed) => {
    const engine = await reached(deeds);
    const refused = await done(engine, deed);
    expect(codesOf(refused)).toEqual(['transition-refused']);
    const [problem] = refused.ok ? [] : refused.problems;
    expect(problem?.params?.state).toBe(state);
    expect(problem && problemText(problem, 'en')).toContain(state);
    expect(engine.roster.records.get('j')?.life).toBe(state);
  });

  test.each(allowed.length > 0 ? allowed : ['archive' as const])('answers %s', async (deed) => {
    const engine = await reached(deeds);
    expect((await done(engine, deed)).ok).toBe(allowed.includes(deed));
  });
});

describe('a deed on something that is not there', () => {
  test('is refused with not-found', async () => {
    const engine = await openEngine();
    expect(codesOf(await engine.change('nobody', 'pause'))).toEqual(['not-found']);
    expect(codesOf(await engine.publishDraft('nobody'))).toEqual(['not-found']);
    expect(codesOf(await engine.desk.saveDraft('nobody', document, 1))).toEqual(['not-found']);
  });
});

describe('a draft', () => {
  test('is created once', async () => {
    const engine = await reached([]);
    expect(codesOf(await engine.desk.create(document, 'test'))).toEqual(['already-exists']);
    expect(codesOf(await engine.desk.create({ ...document, id: '1 2' }, 'test'))).toEqual(['wrong-id']);
  });

  test('saved from an older one is refused, and nothing of it is kept', async () => {
    const engine = await reached([]);
    expect((await engine.desk.saveDraft('j', { ...document, name: 'first' }, 1)).ok).toBe(true);
    expect(codesOf(await engine.desk.saveDraft('j', { ...document, name: 'second' }, 1))).toEqual([
      'draft-conflict',
    ]);
    expect(engine.roster.records.get('j')).toMatchObject({ name: 'first', revision: 2 });
  });

  test('cannot become another journey', async () => {
    const engine = await reached([]);
    expect(codesOf(await engine.desk.saveDraft('j', { ...document, id: 'k' }, 1))).toEqual(['not-one-of']);
  });

  test('published twice without a change is the same version; a change is the next one', async () => {
    const engine = await reached(['publish']);
    const again = await engine.publish(document);
    const changed = await engine.publish({ ...document, name: 'Other' });
    const moved = await engine.publish({ ...document, name: 'Other', layout: { start: { x: 9, y: 9 } } });
    expect([again, changed, moved].map((result) => result.ok && result.value.version)).toEqual([1, 2, 2]);
  });

  test('with an error is not published, and the version before stays in force', async () => {
    const engine = await reached(['publish']);
    const broken = {
      ...document,
      nodes: { ...document.nodes, lost: { kind: 'exit', settings: {}, next: {} } },
    };
    expect(codesOf(await engine.publish(broken))).toContain('node-unreachable');
    expect(engine.roster.records.get('j')).toMatchObject({ life: 'live', currentVersion: 1 });
  });
});
