// Goal: what was imported under an id that is another customer's by now can be withdrawn, and imported again, under either id.
// Method: over both stores, two ids are imported with one batch and merged; the batch is withdrawn and sent again.
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
});
