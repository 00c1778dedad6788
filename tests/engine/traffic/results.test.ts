// Goal: results rest on those who were tested: who left by “rest” is in no figure, and what was tested is said with them.
// Method: an engine in either store; the input of an analysis against a count by hand of slots and exposures.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { VirtualClock } from '../../../engine/index.ts';
import {
  collected,
  enter,
  HOUR,
  journey,
  openEngine,
  people,
  publish,
  START,
  stores,
} from './trafficWorld.ts';

const unitsOf = (cells: readonly { units: number }[]) => cells.reduce((sum, { units }) => sum + units, 0);

describe.each(stores)('an analysis of a split of a share of its traffic, $name', ({ open }) => {
  test('counts the tested only, and names share, layer and slots', async () => {
    const engine = await openEngine(open);
    await publish(engine, journey({ id: 'first', salt: 's1', traffic: { share: 20, layer: 'cards' } }));
    await publish(engine, journey({ traffic: { share: 30, layer: 'cards' } }));
    await enter(engine, people(100));
    const input = await collected(engine, 'offer');
    const exposures = await engine.reports.exposures({ journeyId: 'offer' });
    expect(exposures.length).toBeLessThan(100);
    expect(unitsOf(input.exposed)).toBe(exposures.length);
    expect(input.arms.map(({ id }) => id)).toEqual(['A', 'B']);
    const traffic = { sharePercent: 30, layer: 'cards', slots: [{ from: 2000, to: 5000 }] };
    expect(input.traffic).toEqual(traffic);
    expect(analyse(input).traffic).toEqual(traffic);
  });

  test('finds nobody who is in another split of the layer too', async () => {
    const engine = await openEngine(open);
    for (const id of ['one', 'two']) {
      await publish(engine, journey({ id, salt: id, traffic: { share: 50, layer: 'cards' } }));
      await enter(engine, people(120), id);
    }
    await publish(engine, journey({ id: 'free', salt: 'free' }));
    await enter(engine, people(120), 'free');
    const { overlaps } = await collected(engine, 'one');
    expect(overlaps.filter(({ journeyId }) => journeyId === 'two')).toEqual([]);
    expect(overlaps.find(({ journeyId }) => journeyId === 'free')?.cells.length).toBeGreaterThan(0);
  });

  test('says nothing of traffic where everybody is tested', async () => {
    const engine = await openEngine(open);
    await publish(engine, journey());
    const input = await collected(engine, 'offer');
    expect('traffic' in input).toBe(false);
    expect('traffic' in analyse(input)).toBe(false);
  });

  test('keeps customers before and after a change of traffic in epochs of their own', async () => {
    const clock = new VirtualClock(START);
    const engine = await openEngine(open, clock);
    await publish(engine, journey({ traffic: { share: 30 } }));
    await enter(engine, people(60));
    clock.moveTo(START + HOUR);
    await publish(engine, journey({ traffic: { share: 70 } }));
    await enter(engine, people(120).slice(60));
    const input = await collected(engine, 'offer');
    expect([...new Set(input.exposed.map(({ epoch }) => epoch))]).toEqual([1, 2]);
    expect(input.amendments.map(({ version }) => version)).toEqual([2]);
    const audit = await engine.reports.deedsOf('offer');
    expect(audit.find(({ detail }) => detail.version === 2)?.detail.amendedPlans).toEqual(['ab']);
    expect(input.epochs.map(({ epoch, shares }) => [epoch, shares.A])).toEqual([
      [1, 50],
      [2, 50],
    ]);
  });
});
