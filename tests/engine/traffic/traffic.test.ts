// Goal: a split tests the share of its traffic that it says, leaves the others alone, and keeps whom it has let in.
// Method: an engine with either store; customers enter by hand, slots are recomputed with the runtime's own SHA-256.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../engine/index.ts';
import { enter, journey, openEngine, people, publish, stores } from './trafficWorld.ts';

function slotBySpecification(salt: string, unit: string): number {
  const digest = createHash('sha256').update(`${salt}\u001f${unit}`).digest();
  return Number(digest.readBigUInt64BE(0) % 10_000n);
}

const customers = people(200);
const tested = (share: number, salt = 'traffic:fixed') =>
  customers.filter((id) => slotBySpecification(salt, id) < share * 100);

async function exposed(engine: Engine): Promise<string[]> {
  return (await engine.reports.exposures({ journeyId: 'offer' })).map(({ profileId }) => profileId);
}
const sorted = (ids: readonly string[]) => [...new Set(ids)].toSorted();

async function leftBy(engine: Engine, outlet: string): Promise<number> {
  const counts = await engine.reports.counts('offer');
  return counts
    .filter(({ node, metric, detail }) => node === 'ab' && metric === 'left' && detail === outlet)
    .reduce((sum, { count }) => sum + count, 0);
}
const epochOf = (engine: Engine) => engine.roster.versionsOf('offer').at(-1)?.allocations.ab?.epoch;

describe.each(stores)('a split of a share of its traffic, $name', ({ open }) => {
  test('takes those whose slot is below the share, drawn by a salt of its own', async () => {
    const engine = await openEngine(open);
    expect(await publish(engine, journey({ traffic: { share: 30 } }))).toEqual([]);
    await enter(engine, customers);
    expect(sorted(await exposed(engine))).toEqual(sorted(tested(30)));
  });

  test('lets the others out by “rest”, with the reason, without an arm, and counts them', async () => {
    const engine = await openEngine(open);
    await publish(engine, journey({ traffic: { share: 30 } }));
    await enter(engine, customers);
    const outside = customers.filter((id) => !tested(30).includes(id));
    const [first = ''] = outside;
    const trace = await engine.reports.trace({ profileId: first, journeyId: 'offer' });
    expect(trace.find(({ node }) => node === 'ab')).toMatchObject({
      outlet: 'rest',
      reason: 'not-in-test',
    });
    expect(await leftBy(engine, 'rest')).toBe(outside.length);
    expect((await leftBy(engine, 'A')) + (await leftBy(engine, 'B'))).toBe(tested(30).length);
  });

  test('gives the tested the arms they would have had without traffic', async () => {
    const [some, all] = [await openEngine(open), await openEngine(open)];
    await publish(some, journey({ traffic: { share: 30 } }));
    await publish(all, journey());
    for (const engine of [some, all]) await enter(engine, customers);
    const armsOf = async (engine: Engine) =>
      new Map(
        (await engine.reports.exposures({ journeyId: 'offer' })).map(({ profileId, arm }) => [
          profileId,
          arm,
        ]),
      );
    const ofAll = await armsOf(all);
    for (const [profileId, arm] of await armsOf(some)) expect(arm).toBe(ofAll.get(profileId));
  });

  test('grows: whoever was in stays in, with their arm, and a new epoch begins', async () => {
    const engine = await openEngine(open);
    await publish(engine, journey({ traffic: { share: 30 } }));
    await enter(engine, customers);
    expect(await publish(engine, journey({ traffic: { share: 45 } }))).toEqual([]);
    await enter(engine, customers);
    expect(sorted(await exposed(engine))).toEqual(sorted(tested(45)));
    expect(epochOf(engine)).toBe(2);
    const [known = ''] = tested(30);
    const [first, again] = await engine.reports.exposures({ journeyId: 'offer', profileId: known });
    expect(again).toMatchObject({ arm: first?.arm, source: 'sticky', epoch: 1 });
  });

  test('draws for households where arms are drawn for them: all members are tested, or none', async () => {
    const engine = await openEngine(open);
    await publish(engine, journey({ traffic: { share: 50 }, unit: { attribute: 'home' } }));
    const homes = Array.from({ length: 30 }, (_, index) => `h${index}`);
    const members = (home: string) => [`${home}a`, `${home}b`, `${home}c`];
    await engine.upsertProfiles(
      homes.flatMap((home) => members(home).map((id) => ({ id, attributes: { home } }))),
    );
    await engine.settle();
    await enter(engine, homes.flatMap(members));
    const inTest = new Set(await exposed(engine));
    const counts = homes.map((home) => members(home).filter((id) => inTest.has(id)).length);
    expect([...new Set(counts)].toSorted()).toEqual([0, 3]);
  });

  test('keeps an arm that was drawn elsewhere, whatever the slots say', async () => {
    const engine = await openEngine(open);
    await publish(engine, journey({ traffic: { share: 1 } }));
    const outsider = customers.find((id) => !tested(1).includes(id)) ?? '';
    const exposure = { profile: outsider, arm: 'B', exposedAt: '2026-03-01T00:00:00Z', eligible: true };
    await engine.importExposures('offer', 'ab', [exposure], 'b1');
    await enter(engine, [outsider]);
    expect(await leftBy(engine, 'B')).toBe(1);
    expect(await leftBy(engine, 'rest')).toBe(0);
  });
});

describe('after somebody came to the split', () => {
  test.each([
    ['a smaller share', { share: 50 }, { share: 20 }, 'fixed'],
    ['a share where everybody was tested', undefined, { share: 99.99 }, 'fixed'],
    ['a layer instead of none', { share: 50 }, { share: 50, layer: 'cards' }, 'fixed'],
    ['another layer', { share: 50, layer: 'cards' }, { share: 90, layer: 'loans' }, 'fixed'],
    ['no layer any more', { share: 50, layer: 'cards' }, { share: 50 }, 'fixed'],
  ])('%s is refused, with both ways out', async (_what, before, after, salt) => {
    const engine = await openEngine();
    await publish(engine, journey({ traffic: before, salt }));
    await enter(engine, people(1));
    const done = await engine.publish(journey({ traffic: after, salt }));
    const [found] = done.ok ? [] : done.problems;
    expect(found).toMatchObject({ code: 'traffic-shrinks', nodeId: 'ab', field: 'traffic.share' });
    expect(found?.fix?.value).toEqual(before ?? { share: 100 });
    expect(found?.otherFixes?.[0]?.path.at(-1)).toBe('salt');
    expect(engine.roster.versionsOf('offer')).toHaveLength(1);
  });

  test.each([
    ['the same share', { share: 50 }, { share: 50 }, 'fixed'],
    ['everybody', { share: 50, layer: 'cards' }, undefined, 'fixed'],
    ['all of another layer', { share: 50 }, { share: 100, layer: 'cards' }, 'fixed'],
    ['a new salt, which begins anew', { share: 50 }, { share: 20, layer: 'cards' }, 'other'],
  ])('%s is published', async (_what, before, after, salt) => {
    const engine = await openEngine();
    await publish(engine, journey({ traffic: before }));
    await enter(engine, people(1));
    expect(await publish(engine, journey({ traffic: after, salt }))).toEqual([]);
  });

  test('what a version in between left out is remembered', async () => {
    const engine = await openEngine();
    await publish(engine, journey({ traffic: { share: 50 } }));
    await enter(engine, people(1));
    const { ab: _ab, ...others } = journey().nodes;
    const without = { ...others, start: { ...others.start, next: {} } };
    expect(await publish(engine, { ...journey(), nodes: without as never })).toEqual([]);
    expect(await publish(engine, journey({ traffic: { share: 20 } }))).toEqual(['traffic-shrinks']);
  });
});

test('before anybody came, a share may fall', async () => {
  const engine = await openEngine();
  await publish(engine, journey({ traffic: { share: 50, layer: 'cards' } }));
  expect(await publish(engine, journey({ traffic: { share: 20, layer: 'cards' } }))).toEqual([]);
  expect(engine.roster.versionsOf('offer').at(-1)?.allocations.ab?.traffic).toEqual({
    layer: 'cards',
    slots: [{ from: 0, to: 2000 }],
  });
});
