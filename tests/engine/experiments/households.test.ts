// Goal: a split that draws for households gives its members one arm, and is analysed by household from the first exposure on.
// Method: a small journey lived in both stores; assignment by the specification's own hash, every count by hand.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { allocate, armOfSlot, slotOf } from '../../../engine/core/assign.ts';
import { drawnUnit } from '../../../engine/core/drawnUnit.ts';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { createMemoryStore } from '../../../engine/index.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import { ARMS, DAY, HOUR, journey, Life, PLAN, SALT, START, stores } from './splitLife.ts';

const UNIT = { attribute: 'household' };

function householdJourney(unit: { attribute: string } | null = UNIT, salt = SALT): JourneyInput {
  const plain = journey();
  const settings = { salt, arms: ARMS, plan: PLAN, ...(unit && { unit }) };
  return {
    ...plain,
    nodes: { ...plain.nodes, ab: { ...plain.nodes.ab, kind: 'split', settings } },
  } as JourneyInput; // one node replaced by its like
}

const armOf = (unitId: string): string => armOfSlot(allocate(ARMS, null), slotOf(SALT, unitId));
/** The first names that the salt puts into an arm. */
function householdsIn(arm: string, count: number): string[] {
  const names = Array.from({ length: 100 }, (_, index) => `H${index}`);
  return names.filter((name) => armOf(drawnUnit('', name)) === arm).slice(0, count);
}
const [hA = '', hA2 = ''] = householdsIn('A', 2);
const [hB = ''] = householdsIn('B', 1);
const day = (number: number): string => new Date(START + number * DAY).toISOString().slice(0, 10);

describe('the unit drawn for', () => {
  test('is hashed as salt, a word of its own and the value, which no customer’s id can be', () => {
    const digest = createHash('sha256').update(`s\u001fhousehold\u001fZoë`, 'utf8').digest();
    const slot = Number(digest.readBigUInt64BE() % 10_000n);
    expect(slotOf('s', drawnUnit('c1', 'Zoe\u0308'))).toBe(slot);
    expect(slotOf('s', drawnUnit('c1', null))).toBe(slotOf('s', 'c1'));
    expect(drawnUnit('c1', 'c1')).not.toBe(drawnUnit('c1', null));
    expect(drawnUnit('c1', 'c2')).toBe(drawnUnit('c3', 'c2'));
    expect(drawnUnit('c1', ' h')).not.toBe(drawnUnit('c1', 'h'));
  });
});

/** Two households in A (one joined later), one in B, one alone; and one whose members saw both arms. */
async function lived(open: (typeof stores)[number]['open']): Promise<Life> {
  const life = await Life.begin(open(), householdJourney());
  await life.customer('p1', { household: hA, city: 'Bern' });
  await life.customer('p2', { household: hA, city: 'Chur' });
  await life.customer('p3', { household: hB });
  await life.customer('p4', { household: 7 });
  await life.customer('p5', { household: '7' });
  await life.customer('alone', {});
  await life.customer('empty', { household: '' });
  for (const id of ['p1', 'p3', 'p4', 'p5', 'alone', 'empty']) await life.event(id, 'visited');
  await life.at(2);
  await life.event('p2', 'visited');
  // who moved out after the exposure still belongs to the household drawn for
  await life.customer('p1', { household: 'elsewhere' });
  await life.event('p1', 'visited');
  for (const id of ['p1', 'p2', 'p3']) await life.event(id, 'bought');
  await life.event('p1', 'paid', { amount: 150 });
  await life.event('p2', 'paid', { amount: 30 });
  await life.event('p2', 'paid', { amount: 20 });
  await life.imported('x1', 'A', START + 2 * DAY);
  await life.imported('x2', 'B', START + 3 * HOUR, { eligible: false });
  return life;
}

describe.each(stores)('a split for households in $name', ({ open }) => {
  test('gives all members the arm of their household, and the lonely their own', async () => {
    const life = await lived(open);
    const exposures = await life.engine.reports.exposures({ journeyId: 'offer', node: 'ab' });
    const armsOf = (id: string) =>
      exposures.filter(({ profileId }) => profileId === id).map(({ arm }) => arm);
    const unitsOf = (id: string) =>
      exposures.filter(({ profileId }) => profileId === id).map(({ unit }) => unit);
    expect(armsOf('p1')).toEqual(['A', 'A']);
    expect(armsOf('p2')).toEqual(['A']);
    expect(armsOf('p3')).toEqual(['B']);
    expect(armsOf('p4')).toEqual([armOf(drawnUnit('', '7'))]);
    expect(armsOf('p5')).toEqual(armsOf('p4'));
    expect(armsOf('alone')).toEqual([armOf('alone')]);
    expect([unitsOf('p1'), unitsOf('p5'), unitsOf('alone'), unitsOf('empty')]).toEqual([
      [hA, 'elsewhere'],
      ['7'],
      [null],
      [null],
    ]);
  });

  test('counts households with their customers; one is mature when its last member is', async () => {
    const life = await lived(open);
    await life.at(31);
    const input = await life.collected(START + 31 * DAY);
    expect(input.unit).toEqual(UNIT);
    const counted = (arm: string) => input.exposed.filter((cell) => cell.arm === arm);
    const ofSeven = armOf(drawnUnit('', '7'));
    const alone = ['alone', 'empty'].map(armOf);
    const firstDay = (arm: string) => ({
      units: 1 + (ofSeven === arm ? 1 : 0) + alone.filter((one) => one === arm).length,
      customers:
        (arm === 'A' ? 2 : 1) + (ofSeven === arm ? 2 : 0) + alone.filter((one) => one === arm).length,
    });
    expect(counted('A')).toEqual([
      { arm: 'A', epoch: 1, version: 1, day: day(0), ...firstDay('A') },
      { arm: 'A', epoch: 1, version: 1, day: day(2), units: 1, customers: 1 },
    ]);
    expect(counted('B')).toEqual([{ arm: 'B', epoch: 1, version: 1, day: day(0), ...firstDay('B') }]);
    expect(input.ineligible).toMatchObject([{ arm: 'B', units: 1, customers: 1 }]);
    const [bought] = input.metrics;
    const cell = bought?.cells.find(({ arm }) => arm === 'A');
    // p2 came two days later: the whole household waits
    expect(cell).toMatchObject({
      conversions: 1,
      matureUnits: firstDay('A').units - 1,
      matureConversions: 0,
    });
    await life.at(33);
    const later = await life.collected(START + 33 * DAY);
    const mature = later.metrics[0]?.cells.find(({ arm }) => arm === 'A');
    expect(mature).toMatchObject({ matureUnits: firstDay('A').units, matureConversions: 1 });
    const sums = mature?.households?.conversions ?? { units: 0, meanY: 0, meanX: 0 };
    expect([sums.units * sums.meanY, sums.units * sums.meanX]).toEqual([2, firstDay('A').customers]);
    const paid = later.metrics[1]?.cells.find(({ arm }) => arm === 'A')?.households?.values;
    // capped per customer, not per household: 100 and 50
    expect((paid?.capped.units ?? 0) * (paid?.capped.meanY ?? 0)).toBeCloseTo(150, 9);
    expect((paid?.raw.units ?? 0) * (paid?.raw.meanY ?? 0)).toBeCloseTo(200, 9);
    // by the first member's value, for everybody of the household
    const bern = later.segments[0]?.cells.find(({ value }) => value === 'Bern');
    expect(bern).toMatchObject({
      exposed: 1,
      matureUnits: 1,
      households: { conversions: { meanY: 2, meanX: 2 } },
    });
    const analysis = analyse(later);
    expect(analysis.primary?.arms.map(({ arm, conversions }) => [arm, conversions])).toEqual([
      ['A', 2],
      ['B', 1],
    ]);
    expect(JSON.stringify(analyse(JSON.parse(JSON.stringify(later))))).toBe(JSON.stringify(analysis));
  });

  test('leaves out households whose members saw two arms, and counts them', async () => {
    const life = await lived(open);
    await life.customer('y1', { household: hA2 });
    await life.event('y1', 'visited');
    await life.imported('y2', 'B', START + 2 * DAY, { unit: hA2 });
    await life.at(4);
    const input = await life.collected(START + 4 * DAY);
    expect(input.contaminated).toMatchObject([{ units: 1, customers: 2 }]);
    expect(analyse(input).unit?.contaminated).toEqual({ units: 1, customers: 2 });
    expect(analyse(input).checks.find(({ id }) => id === 'contamination')?.state).not.toBe('ok');
  });

  test('a customer merged into another takes their household along', async () => {
    const life = await lived(open);
    await life.engine.merge({ id: 'm1', merge: { from: 'p2', into: 'p1' } });
    await life.at(3);
    const input = await life.collected(START + 3 * DAY);
    const cell = input.exposed.find(({ arm, day: at }) => arm === 'A' && at === day(0));
    const before = await (await lived(open)).collected(START + 2 * DAY);
    const known = before.exposed.find(({ arm, day: at }) => arm === 'A' && at === day(0));
    expect(cell).toMatchObject({ units: known?.units, customers: (known?.customers ?? 0) - 1 });
  });
});

test('a share of the traffic tests whole households, or none of one', async () => {
  const document = householdJourney();
  const { ab } = document.nodes;
  if (!ab) throw new Error('a journey with a split');
  const settings = { ...ab.settings, traffic: { share: 50 } };
  const life = await Life.begin(createMemoryStore(), {
    ...document,
    nodes: { ...document.nodes, ab: { ...ab, settings, next: { ...ab.next, rest: 'end' } } },
  });
  const tested = new Map<number, number>();
  for (let house = 0; house < 30; house++) {
    for (const member of ['x', 'y', 'z']) {
      const id = `${member}${house}`;
      await life.customer(id, { household: `home ${house}` });
      await life.event(id, 'visited');
      const exposures = await life.engine.reports.exposures({
        journeyId: 'offer',
        node: 'ab',
        profileId: id,
      });
      tested.set(house, (tested.get(house) ?? 0) + exposures.length);
    }
  }
  expect(new Set(tested.values())).toEqual(new Set([0, 3]));
});

describe('another unit', () => {
  test('is refused once somebody was exposed, with a new salt for a fix; before, it is free', async () => {
    const life = await Life.begin(createMemoryStore(), householdJourney());
    await life.publish(householdJourney({ attribute: 'family' }));
    await life.publish(householdJourney());
    await life.event('p1', 'visited');
    for (const unit of [null, { attribute: 'family' }]) {
      const refused = await life.engine.publish(householdJourney(unit));
      expect(refused).toMatchObject({
        ok: false,
        problems: [
          {
            code: 'unit-changed',
            nodeId: 'ab',
            field: 'unit',
            fix: { path: ['nodes', 'ab', 'settings', 'salt'] },
          },
        ],
      });
    }
    expect(await life.engine.publish(householdJourney(null, 'another'))).toMatchObject({ ok: true });
  });

  test('was free before anybody came, and the one that was chosen stays free to publish', async () => {
    const life = await Life.begin(createMemoryStore(), householdJourney({ attribute: 'family' }));
    await life.publish(householdJourney());
    await life.event('p1', 'visited');
    expect(await life.engine.publish(householdJourney())).toMatchObject({ ok: true });
    const back = await life.engine.publish(householdJourney({ attribute: 'family' }));
    expect(back).toMatchObject({ ok: false, problems: [{ code: 'unit-changed' }] });
  });

  test('is refused while somebody is inside, who would come to the split as it was', async () => {
    const waiting = (unit: { attribute: string } | null, salt = SALT): JourneyInput => {
      const document = householdJourney(unit, salt);
      const { start } = document.nodes;
      if (!start) throw new Error('a journey with a trigger');
      const nodes = {
        ...document.nodes,
        start: { ...start, next: { next: 'pause' } },
        pause: { kind: 'delay', settings: { duration: 'P2D' }, next: { next: 'ab' } },
      };
      return { ...document, nodes } as JourneyInput; // a wait between the two
    };
    const life = await Life.begin(createMemoryStore(), waiting(null));
    await life.customer('p1', { household: 'x' });
    await life.event('p1', 'visited');
    const refused = await life.engine.publish(waiting(UNIT));
    expect(refused).toMatchObject({ ok: false, problems: [{ code: 'unit-changed' }] });
    await life.publish(waiting(UNIT, 'another'));
    await life.at(3);
    // under the old salt, so that no household of the new one is torn
    const [exposure] = await life.engine.reports.exposures({ journeyId: 'offer', node: 'ab' });
    expect(exposure).toMatchObject({ salt: SALT, unit: null });
    expect((await life.collected(START + 3 * DAY)).exposed).toEqual([]);
  });

  test('an exposure names a household only where the split draws for them', async () => {
    const life = await Life.begin(createMemoryStore());
    const exposure = {
      profile: 'x',
      arm: 'A',
      exposedAt: new Date(START).toISOString(),
      unit: 'h',
      eligible: true,
    };
    expect(await life.engine.importExposures('offer', 'ab', [exposure], 'b1')).toMatchObject({
      ok: false,
      problems: [{ code: 'unit-not-drawn', field: 'exposures.0.unit' }],
    });
  });
});
