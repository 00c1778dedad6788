// Goal: what is agreed of journeys at the same time happens one after the other: nothing is lost, and no version is made twice.
// Method: deeds of one journey begun in the same tick, over both stores; afterwards the roster and the disk say the same.
import { describe, expect, test } from 'vitest';
import { createEngine, type Engine, type Stores, VirtualClock } from '../../engine/index.ts';
import { ScriptedProviders } from '../../engine/runner/scriptedProviders.ts';
import type { JsonObject } from '../../shared/json.ts';
import { agreed, keptRun } from './experiments/keptRun.ts';
import { journey, stores } from './traffic/trafficWorld.ts';

const end = { kind: 'exit', settings: {}, next: {} };
const first = () => journey({ traffic: { share: 40, layer: 'cards' }, next: { A: 'end' }, more: { end } });
const second = () => ({ ...first(), name: 'Second' });

async function opened(open: () => Stores) {
  const both = open();
  const engine = await createEngine({
    stores: both,
    providers: new ScriptedProviders(),
    clock: new VirtualClock(Date.UTC(2026, 3, 1)),
  });
  return { engine, both };
}

async function onDisk({ catalog }: Stores) {
  const { journeys, versions } = await catalog.load();
  return {
    journeys: journeys.map(({ id, life, currentVersion, revision, name }) => ({
      id,
      life,
      currentVersion,
      revision,
      name,
    })),
    versions: versions.map(({ journeyId, version, hash }) => ({ journeyId, version, hash })),
  };
}

function inForce({ roster }: Engine) {
  const records = [...roster.records.values()];
  return {
    journeys: records.map(({ id, life, currentVersion, revision, name }) => ({
      id,
      life,
      currentVersion,
      revision,
      name,
    })),
    versions: records.flatMap(({ id: of }) =>
      roster.versionsOf(of).map(({ journeyId, version, hash }) => ({ journeyId, version, hash })),
    ),
  };
}

describe.each(stores)('$name', ({ open }) => {
  test.each(['pause', 'close', 'stop'] as const)(
    'publish and %s: both are done, whichever comes first',
    async (deed) => {
      for (const isPublishFirst of [true, false]) {
        const { engine, both } = await opened(open);
        await engine.publish(first());
        const deeds = [() => engine.publish(second()), () => engine.change('offer', deed)];
        if (!isPublishFirst) deeds.reverse();
        const done = await Promise.all(deeds.map((one) => one()));
        const life = engine.roster.records.get('offer')?.life;
        const isChanged = done[isPublishFirst ? 1 : 0]?.ok;
        const isPublished = done[isPublishFirst ? 0 : 1]?.ok;
        expect({ life, version: engine.roster.versionsOf('offer').length }).toEqual({
          life: isChanged ? { pause: 'paused', close: 'stopped', stop: 'stopped' }[deed] : 'live',
          version: isPublished ? 2 : 1,
        });
        expect(inForce(engine)).toEqual(await onDisk(both));
      }
    },
  );

  test('publish and a roll-out are two versions, and the audit names both', async () => {
    const { engine, both } = await opened(open);
    await engine.publish(first());
    const run = await keptRun(engine);
    const [published, decided] = await Promise.all([
      engine.publish(second()),
      engine.experiments.decide({ ...agreed, decision: 'rollOut', arm: 'A', runId: run.id }),
    ]);
    expect([published.ok, decided.ok]).toEqual([true, true]);
    expect(engine.roster.versionsOf('offer').map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(inForce(engine)).toEqual(await onDisk(both));
  });

  test('a draft saved while a journey is paused undoes no pause', async () => {
    const { engine, both } = await opened(open);
    await engine.publish(first());
    const revision = engine.roster.records.get('offer')?.revision ?? 0;
    const draft = second() as unknown as JsonObject; // a document is JSON
    await Promise.all([engine.change('offer', 'pause'), engine.desk.saveDraft('offer', draft, revision)]);
    expect(inForce(engine)).toEqual(await onDisk(both));
    expect(engine.roster.records.get('offer')).toMatchObject({ life: 'paused', revision: revision + 1 });
  });

  test('exposures withdrawn while a journey is paused undo no pause', async () => {
    const { engine, both } = await opened(open);
    await engine.publish(first());
    const exposures = [{ profile: 'p', arm: 'A', exposedAt: '2026-03-01T00:00:00Z', eligible: true }];
    await engine.importExposures('offer', 'ab', exposures, 'wave');
    await engine.settle();
    const withdrawal = { id: 'w', journeyId: 'offer', node: 'ab', batch: 'wave', profiles: null };
    const [withdrawn] = await Promise.all([
      engine.experiments.withdraw({ ...withdrawal, reason: 'wrong file', actor: 'ana' }),
      engine.change('offer', 'pause'),
    ]);
    expect(withdrawn).toMatchObject({ ok: true, value: [{}] });
    expect(inForce(engine)).toEqual(await onDisk(both));
    expect(engine.roster.records.get('offer')?.life).toBe('paused');
  });

  test('of two drafts saved on the same one, one is refused', async () => {
    const { engine } = await opened(open);
    await engine.publish(first());
    const revision = engine.roster.records.get('offer')?.revision ?? 0;
    const draft = second() as unknown as JsonObject; // a document is JSON
    const done = await Promise.all([1, 2].map(() => engine.desk.saveDraft('offer', draft, revision)));
    expect(done.map(({ ok }) => ok)).toEqual([true, false]);
  });

  test('of two journeys created under one id, one is refused', async () => {
    const { engine } = await opened(open);
    const draft = first() as unknown as JsonObject; // a document is JSON
    const done = await Promise.all([1, 2].map(() => engine.desk.create(draft, 'ana')));
    expect(done.map(({ ok }) => ok)).toEqual([true, false]);
  });
});
