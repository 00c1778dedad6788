/** Who may enter a journey (language.md 2.3-2.6). */
import { readDate, shift } from './calendar.ts';
import { holds, outsider, slotOf, subjectOf, zoneOf } from './conditions.ts';
import type { Enrollment, Happening, Offer, Person, Running, Settings, World } from './records.ts';
import { triggerOf } from './waits.ts';
import { note } from './world.ts';

export const keyOf = (journey: Running, { event, by, key }: Offer): string | null => {
  const name = triggerOf(journey.document).settings.key;
  if (name === undefined) return null;
  const given = (by === 'trigger' || key === undefined ? event?.properties[name] : key) ?? null;
  return given === null ? null : String(given);
};
export function refuse(world: World, journey: Running, offered: Offer, reason: string): undefined {
  const row = { profile: offered.person.id, journey: journey.id, reason, key: keyOf(journey, offered) };
  note(world, 'entryRefusals', row);
}

/** 2.6: the questions at entry, in their order; whom they let in stands at the trigger. */
export function decide(world: World, journey: Running, offered: Offer): Enrollment | undefined {
  const { person, event, by } = offered;
  const { document } = journey;
  const { settings, id } = triggerOf(document);
  const key = keyOf(journey, offered);
  const refused = (reason: string) => refuse(world, journey, offered, reason);
  if (journey.state === 'paused') {
    journey.heldEntries.push(offered);
    return undefined;
  }
  if (journey.state !== 'live') return refused('not-live');
  // a removal by hand wins over what was offered before it
  if (offered.isRemoved) return refused('removed-by-hand');
  const zone = zoneOf(world, person, document, 'journey');
  const [starts, ends] = [document.starts, document.ends].map((text) => readDate(text, zone)?.at);
  if ((starts ?? world.now) > world.now || (ends ?? Infinity) <= world.now) return refused('outside-dates');
  if (settings.key !== undefined && key === null) return refused('no-key');
  if (by !== 'hand' && world.fired.has(`barred ${journey.id} ${person.id}`))
    return refused('removed-by-hand');
  if (!mayReenter(world, journey, offered, settings, key)) return refused('re-entry');
  const e: Enrollment = {
    ...{ number: 0, person, journey, document, key, entry: event, node: id },
    ...{ enteredAt: world.now, arrivedAt: world.now, state: 'active' },
    ...{ vars: {}, visits: {}, goals: [], held: [] },
  };
  const subject = subjectOf(world, e);
  if (document.exclude && holds(document.exclude, subject)) return refused('excluded');
  const isLive = settings.on === 'audience';
  const isAsked = by === 'trigger' || (by === 'node' && settings.on === 'journey');
  const fits = isLive
    ? isMember(world, journey, person) === (settings.when !== 'leave')
    : !settings.condition || holds(settings.condition, subject);
  if (isAsked && !fits) return refused('not-in-audience');
  if (document.exits?.some(({ condition }) => condition && holds(condition, subject)))
    return refused('exit-condition');
  const { holdout } = world.scenario.workspace;
  if (holdout && slotOf(holdout.salt, person.id) < holdout.share * 10_000) return refused('global-holdout');
  if (document.holdout && slotOf(`holdout ${journey.id}`, person.id) < document.holdout.share * 10_000)
    return refused('journey-holdout');
  return e;
}

function mayReenter(world: World, journey: Running, offered: Offer, trigger: Settings, key: string | null) {
  const { person } = offered;
  const runs = world.enrollments.filter((e) => e.journey === journey && e.person === person && e.key === key);
  if (runs.some(({ state }) => state !== 'ended')) return false;
  const { mode, max = 1, within } = trigger.reentry ?? { mode: 'once', within: '' };
  if (offered.override || mode === 'afterExit' || mode === 'parallel') return true;
  if (mode === 'once') return runs.length === 0;
  const after = shift(world.now, within, zoneOf(world, person, journey.document), -1);
  return runs.filter(({ enteredAt }) => enteredAt > after).length < max;
}

/** Whether the person is in the audience of a trigger now; everybody without one. */
export function isMember(world: World, journey: Running, person: Person, event: Happening | null = null) {
  const { audience, condition } = triggerOf(journey.document).settings;
  const subject = outsider(world, person, journey.document, undefined, event);
  if (audience !== undefined && !holds({ type: 'audience', audience, is: 'in' }, subject)) return false;
  return condition === undefined || holds(condition, subject);
}
