import type { Exposure } from '../../../engine/core/exposure.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import { seededDraws } from '../statistics/seeded.ts';
import { DAY, HOUR, journey, Life, PLAN, SALT, START, type stores } from './splitLife.ts';

export interface Bought {
  profile: string;
  name: 'bought' | 'paid';
  amount: number;
  atMs: number;
}

/** What the store cannot be asked: who became whom, and what everybody did. */
export interface Diary {
  became: Map<string, string>;
  bought: Bought[];
}

const SIZES = [1, 1, 1, 2, 2, 3, 4, 6];
const HOUSEHOLDS = 130;
const LARGE = 40;

function documentFor(unit: { attribute: string } | undefined): JourneyInput {
  const plain = journey();
  const { ab } = plain.nodes;
  if (!ab) throw new Error('a journey with a split');
  const settings = { ...ab.settings, salt: SALT, plan: PLAN, ...(unit && { unit }) };
  return { ...plain, nodes: { ...plain.nodes, ab: { ...ab, settings } } };
}

/** Of a large household, many small ones, and some of nobody's. */
function customers(oneOf: (sizes: readonly number[]) => number) {
  return Array.from({ length: HOUSEHOLDS }, (_, house) => {
    const size = house === 0 ? LARGE : oneOf(SIZES);
    return Array.from({ length: size }, (__, member) => ({
      id: `p${house}-${member}`,
      attributes: house % 9 === 8 ? {} : { household: `h${house}` },
    }));
  }).flat();
}

/** Whoever comes, moves house, is merged and imported within ten days; a third of the imports is taken back after twenty. */
export async function mixedLife(
  open: (typeof stores)[number]['open'],
  seed: number,
  unit?: { attribute: string },
): Promise<{ life: Life; diary: Diary }> {
  const draw = seededDraws(seed);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T; // never empty here
  const life = await Life.begin(open(), documentFor(unit));
  const diary: Diary = { became: new Map(), bought: [] };
  const ids: string[] = [];
  const profiles = customers(oneOf);
  await life.engine.upsertProfiles(profiles);
  let eventCount = 0;
  const event = (profile: string, name: string, properties = {}) => {
    eventCount += 1;
    return { id: `x${eventCount}`, profile, name, properties };
  };
  for (let day = 0; day < 10; day++) {
    await life.at(day);
    const today = profiles.filter((_, index) => index % 10 === day).map(({ id }) => id);
    ids.push(...today);
    await life.engine.track(today.map((id, index) => event(id, index % 5 === 4 ? 'seen' : 'visited')));
    for (const id of today.filter((_, index) => index % 5 === 4)) await life.enrolled(id);
    await life.engine.settle();
    await life.at(day + 0.25);
    const acts = ids
      .filter(() => draw() < 0.08)
      .map((profile): Bought => {
        const name = draw() < 0.6 ? 'bought' : 'paid';
        return { profile, name, amount: Math.round(draw() * 300), atMs: START + (day + 0.25) * DAY };
      });
    diary.bought.push(...acts);
    await life.engine.track(acts.map(({ profile, name, amount }) => event(profile, name, { amount })));
    // some move house, and come again
    const moving = Array.from({ length: 4 }, () => oneOf(ids));
    await life.engine.upsertProfiles(
      moving.map((id) => ({ id, attributes: { household: `h${Math.floor(draw() * HOUSEHOLDS)}` } })),
    );
    await life.engine.track(moving.map((id) => event(id, 'visited')));
    await life.engine.settle();
    for (let count = 0; count < 3; count++) {
      const [from, into] = [oneOf(ids), oneOf(ids)];
      const isKnown = [from, into].some((id) => diary.became.has(id));
      if (from === into || isKnown) continue;
      diary.became.set(from, into);
      await life.engine.merge({ id: `m${day}-${count}`, merge: { from, into } });
    }
    const batch = `wave${day % 3}`;
    for (let count = 0; count < 4; count++) {
      const home = `h${Math.floor(draw() * HOUSEHOLDS)}`;
      const profile = draw() < 0.5 ? oneOf(ids) : `i${day}-${count}`;
      await life.imported(profile, oneOf(['A', 'B']), START + day * DAY + HOUR, {
        ...{ batch, eligible: draw() < 0.8 },
        ...(unit && { unit: home }),
      });
    }
  }
  await life.at(20);
  const taken = { journeyId: 'offer', node: 'ab', batch: 'wave1', profiles: null, reason: 'x', actor: 'a' };
  const done = await life.engine.experiments.withdraw({ ...taken, id: 'w1' });
  if (!done.ok) throw new Error('nothing to withdraw');
  await life.engine.settle();
  return { life, diary };
}

/** What an analysis as of an instant may see. */
export function knownAt(exposures: readonly Exposure[], asOfMs: number): Exposure[] {
  return exposures.filter(
    ({ recordedAtMs, exposedAtMs, withdrawnAtMs }) =>
      (recordedAtMs ?? exposedAtMs) <= asOfMs && (withdrawnAtMs === null || withdrawnAtMs > asOfMs),
  );
}
