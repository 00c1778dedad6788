/** Who may enter a journey (language.md 2.3-2.6). */
import { readDate, shift } from './calendar.ts';
import { holds, outsider, slotOf, zoneOf } from './conditions.ts';
import {
  type Enrollment,
  type Happening,
  note,
  type Offer,
  type Person,
  type Running,
  type World,
} from './world.ts';

export const keyOf = ({ document }: Running, { event, by, key }: Offer): string | null => {
  const name = document.trigger.key;
  if (name === undefined) return null;
  const given = (by === 'trigger' || key === undefined ? event?.properties[name] : key) ?? null;
  return given === null ? null : String(given);
};
export function refuse(world: World, journey: Running, offered: Offer, reason: string): undefined {
  const row = { profile: offered.person.id, journey: journey.id, reason, key: keyOf(journey, offered) };
  note(world, 'entryRefusals', row);
}

/** Who would enter, or why not: the questions at entry, in their order; whom they let in stands at the trigger. */
export function decide(world: World, journey: Running, offered: Offer): Enrollment | undefined {
  if (journey.state === 'paused') {
    journey.heldEntries.push(offered);
    return undefined;
  }
  const { person, event, by } = offered;
  const { id, document } = journey;
  const { trigger } = document;
  const e: Enrollment = {
    ...{ world, number: 0, person, journey, document, key: keyOf(journey, offered), entry: event },
    ...{ node: trigger.node, enteredAt: world.now, arrivedAt: world.now, state: 'active' },
    ...{ vars: {}, visits: {}, goals: [], held: [] },
  };
  const date = (text: string | undefined) => readDate(text, zoneOf(e, 'journey'))?.at;
  const isIn = (salt: string, share: number) => slotOf(salt, person.id) < share * 10_000;
  const { holdout } = world.scenario.workspace;
  const isAsked = by === 'trigger' || (by === 'node' && trigger.on === 'journey');
  const isBarred = by !== 'hand' && world.fired.has(`barred ${id} ${person.id}`);
  const questions: [reason: string, refuses: () => boolean | undefined][] = [
    ['not-live', () => journey.state !== 'live'],
    // a removal by hand wins over what was offered before it
    ['removed-by-hand', () => offered.isRemoved],
    ['outside-dates', () => (date(document.starts) ?? world.now) > world.now],
    ['outside-dates', () => (date(document.ends) ?? Infinity) <= world.now],
    ['no-key', () => trigger.key !== undefined && e.key === null],
    ['removed-by-hand', () => isBarred],
    ['re-entry', () => !mayReenter(e, offered)],
    ['excluded', () => document.exclude && holds(document.exclude, e)],
    ['not-in-audience', () => isAsked && !isCalled(e)],
    ['exit-condition', () => document.exits.some(({ condition }) => condition && holds(condition, e))],
    // statistics.md §6: service messages bypass the holdout by rule
    ['global-holdout', () => document.class === 'marketing' && holdout && isIn(holdout.salt, holdout.share)],
    ['journey-holdout', () => document.holdout && isIn(`holdout ${id}`, document.holdout.share)],
  ];
  const refusal = questions.find(([, refuses]) => refuses());
  return refusal ? refuse(world, journey, offered, refusal[0]) : e;
}

function mayReenter(e: Enrollment, offered: Offer): boolean {
  const { world, person, journey, key } = e;
  const runs = world.enrollments.filter(
    (one) => one.journey === journey && one.person === person && one.key === key,
  );
  if (runs.some(({ state }) => state !== 'ended')) return false;
  const { mode, max = 1, within = '' } = e.document.trigger.reentry;
  if (offered.override || mode === 'afterExit' || mode === 'parallel') return true;
  if (mode === 'once') return runs.length === 0;
  const after = shift(world.now, within, zoneOf(e), -1);
  return runs.filter(({ enteredAt }) => enteredAt > after).length < max;
}

function isCalled(e: Enrollment): boolean {
  const { on, when, condition } = e.document.trigger;
  if (on === 'audience') return isMember(e.world, e.journey, e.person) === (when !== 'leave');
  return condition === undefined || holds(condition, e);
}

/** Whether the person is in the audience of a trigger now; everybody without one. */
export function isMember(
  world: World,
  { document }: Running,
  person: Person,
  event: Happening | null = null,
) {
  const { audience, condition } = document.trigger;
  const subject = outsider(world, person, document, event);
  if (audience !== undefined && !holds({ type: 'audience', audience, is: 'in' }, subject)) return false;
  return condition === undefined || holds(condition, subject);
}
