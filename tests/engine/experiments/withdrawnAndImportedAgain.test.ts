// Goal: what was imported can be withdrawn and imported again, under an id that is another customer’s by now and before it was applied too.
// Method: over both stores, imports are merged or left waiting; they are withdrawn and sent again.
import { describe, expect, test } from 'vitest';
import { enter, journey, openEngine, stores } from '../traffic/trafficWorld.ts';

const exposure = (profile: string) => ({
  profile,
  arm: 'A',
  exposedAt: '2026-03-01T00:00:00Z',
  eligible: true,
});

describe.each(stores)('$name', ({ open }) => {
  test.each([
    { merges: [['old', 'new']], again: 'old' },
    { merges: [['old', 'new']], again: 'new' },
    {
      merges: [
        ['old', 'middle'],
        ['middle', 'new'],
      ],
      again: 'old',
    },
  ])('$merges, $again', async ({ merges, again }) => {
    const engine = await openEngine(open);
    expect((await engine.publish(journey())).ok).toBe(true);
    await engine.importExposures('offer', 'ab', ['old', 'new'].map(exposure), 'wave');
    await engine.settle();
    for (const [from = '', into = ''] of merges)
      await engine.merge({ id: `${from}-${into}`, merge: { from, into } });
    await engine.settle();
    const withdrawal = { id: 'w', journeyId: 'offer', node: 'ab', batch: 'wave', profiles: null };
    const withdrawn = await engine.experiments.withdraw({
      ...withdrawal,
      reason: 'wrong file',
      actor: 'ana',
    });
    expect(withdrawn.ok).toBe(true);
    await engine.settle();
    const counted = async () =>
      (await engine.reports.exposures({ journeyId: 'offer' }))
        .filter(({ withdrawnAtMs }) => withdrawnAtMs === null)
        .map(({ profileId, arm }) => ({ profileId, arm }));
    expect(await counted()).toEqual([]);
    const retaken = await engine.importExposures('offer', 'ab', [exposure(again)], 'wave2');
    expect(retaken).toMatchObject({ ok: true });
    expect(retaken.ok && retaken.value.map((one) => 'duplicate' in one)).toEqual([false]);
    await engine.settle();
    expect(await counted()).toEqual([{ profileId: 'new', arm: 'A' }]);
    await enter(engine, ['new']);
    expect(await counted()).toEqual([
      { profileId: 'new', arm: 'A' },
      { profileId: 'new', arm: 'A' },
    ]);
  });

  test('leaves every counter, so that nobody came to the split', async () => {
    const engine = await openEngine(open);
    expect((await engine.publish(journey())).ok).toBe(true);
    const imported = async () =>
      (await engine.reports.counts('offer'))
        .filter(({ metric }) => metric === 'imported')
        .map(({ node, detail, count }) => [node, detail, count]);
    await engine.importExposures('offer', 'ab', ['old', 'new', 'third'].map(exposure), 'wave');
    await engine.settle();
    await engine.merge({ id: 'm', merge: { from: 'old', into: 'new' } });
    await engine.settle();
    expect(await imported()).toEqual([['ab', 'A', 3]]);
    const byHousehold = journey({ unit: { attribute: 'home' } });
    expect(await engine.publish(byHousehold)).toMatchObject({ problems: [{ code: 'unit-changed' }] });
    const withdrawal = { journeyId: 'offer', node: 'ab', reason: 'wrong file', actor: 'ana' };
    // of a customer who was merged: what came under the other id too
    await engine.experiments.withdraw({ ...withdrawal, id: 'w1', batch: null, profiles: ['new'] });
    await engine.settle();
    expect(await imported()).toEqual([['ab', 'A', 1]]);
    for (const id of ['w1', 'w2', 'w3']) {
      await engine.experiments.withdraw({ ...withdrawal, id, batch: 'wave', profiles: null });
      await engine.settle();
    }
    expect(await imported()).toEqual([['ab', 'A', 0]]);
    expect(await engine.publish(byHousehold)).toMatchObject({ ok: true });
  });

  test('what is imported and withdrawn before anything was applied may be imported again', async () => {
    const engine = await openEngine(open);
    expect((await engine.publish(journey())).ok).toBe(true);
    await engine.importExposures('offer', 'ab', [exposure('new')], 'wave');
    const withdrawal = { id: 'w', journeyId: 'offer', node: 'ab', batch: null, profiles: ['new'] };
    await engine.experiments.withdraw({ ...withdrawal, reason: 'wrong file', actor: 'ana' });
    // in one batch, as a running engine takes what waits
    await engine.start();
    await engine.applied();
    await engine.stop();
    const retaken = await engine.importExposures('offer', 'ab', [exposure('new')], 'wave2');
    expect(retaken.ok && retaken.value.map((one) => 'duplicate' in one)).toEqual([false]);
    await engine.settle();
    const kept = await engine.reports.exposures({ journeyId: 'offer' });
    expect(kept.map(({ withdrawnAtMs }) => withdrawnAtMs === null)).toEqual([false, true]);
    const counts = await engine.reports.counts('offer');
    expect(counts.find(({ metric }) => metric === 'imported')?.count).toBe(1);
  });
});
