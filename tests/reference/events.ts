/** What one event of a customer does (4.5), at once or after a pause (8.2). */
import { shift } from './calendar.ts';
import { fits, zoneOf } from './conditions.ts';
import { keyOf, refuse } from './entry.ts';
import type { Enrollment, Happening, Offer, Person, Running, Sought, World } from './records.ts';
import { end, offer, offerAll, pass, settle, settleExits, timeOut } from './steps.ts';
import { endOf, openPath, reaches, triggerOf } from './waits.ts';
import { activeOf, frozen, isOpen, nodeOf, note, settingsOf } from './world.ts';

/** What a step emits, and whom it enrols, is applied when that step has come to rest. */
export function afterStep(world: World): void {
  for (let next = world.afterStep.shift(); next; next = world.afterStep.shift()) {
    const { person, event, into, key } = next;
    const journey = world.journeys.get(into ?? '');
    const row = { profile: person.id, journey: into ?? '', reason: 'not-live', key: key ?? null };
    if (into === undefined) happen(world, person, event);
    else if (journey) offer(world, journey, { at: world.now, person, event, by: 'node', key });
    else note(world, 'entryRefusals', row);
  }
}

/** 4.5: one event, its attributes already merged: goals, exits, waited paths, triggers. */
export function happen(world: World, person: Person, event: Happening): void {
  person.events.push(event);
  const inside = activeOf(world, person);
  for (const e of world.enrollments.filter((one) => one.person === person)) countGoals(world, e, event);
  for (const e of inside) {
    const exit = e.document.exits?.find((one) => one.event && reaches(world, e, event, one));
    if (e.state === 'active' && exit) end(world, e, 'exit', exit.reason ?? 'exit');
  }
  settleExits(world, person);
  for (const e of inside) if (e.state === 'active' && e.wait) takeEvent(world, e, event);
  settle(world, person);
  const started = [...world.journeys.values()].filter((journey) => startsBy(world, journey, person, event));
  const offered: Offer = { at: world.now, person, event, by: 'trigger' };
  offerAll(
    world,
    started.map((journey) => ({ journey, offered })),
  );
}

function countGoals(world: World, e: Enrollment, event: Happening): void {
  for (const goal of e.document.goals ?? []) {
    const last = shift(e.enteredAt, goal.within ?? 'P30D', zoneOf(world, e.person, e.document));
    if (event.at < e.enteredAt || event.at > last || !reaches(world, e, event, goal)) continue;
    e.goals.push({ id: goal.id, at: event.at });
    if (goal.exit !== false && e.state === 'active') end(world, e, 'goal');
  }
}

/** A waiting enrollment meets an event; in a pause it is kept for later. */
export function takeEvent(world: World, e: Enrollment, event: Happening): void {
  if (frozen(e)) return void e.held.push({ at: world.now, event });
  const settings = settingsOf(e);
  if (!e.wait || nodeOf(e).kind !== 'waitFor') return;
  if (e.wait.restarts < 100 && settings.restart?.some((one) => reaches(world, e, event, one))) {
    const { restarts } = e.wait;
    e.wait = { ...endOf(world, e, 'waitFor', settings, world.now), seen: new Set(), restarts: restarts + 1 };
  }
  const ranked = settings.mode === 'ranked' ? settings.paths : [];
  for (const path of ranked.filter((one) => openPath(world, e, [one], event))) pass(world, e, path.id);
  const path = openPath(world, e, settings.paths, event);
  if (path !== undefined && ranked.length === 0) pass(world, e, path);
}

/** Whether an event of the customer offers an entry now; the clock of `eventMissing` starts or stops here. */
function startsBy(world: World, journey: Running, person: Person, event: Happening): boolean {
  const { settings } = triggerOf(journey.document);
  const zone = zoneOf(world, person, journey.document);
  const fitting = (sought: Pick<Sought, 'event' | 'where'>) =>
    sought.event === event.name && fits(sought.where, event, zone, world.now);
  if (settings.on !== 'eventMissing') return settings.on === 'event' && fitting(settings);
  const other = event.properties[settings.missing.key ?? settings.key ?? ''];
  if (fitting(settings.missing))
    world.clocks = world.clocks.filter(
      (clock) =>
        clock.journey !== journey ||
        clock.person !== person ||
        (other !== undefined && clock.key !== String(other)),
    );
  const offered: Offer = { at: world.now, person, event, by: 'trigger' };
  if (fitting(settings) && !isOpen(journey)) return refuse(world, journey, offered, 'not-live') ?? false;
  if (fitting(settings) && settings.key !== undefined && keyOf(journey, offered) === null)
    return refuse(world, journey, offered, 'no-key') ?? false;
  const key = keyOf(journey, offered) ?? '';
  const running = world.clocks.some((c) => c.journey === journey && c.person === person && c.key === key);
  if (!fitting(settings) || running) return false;
  world.clocks.push({ journey, person, key, event, due: shift(world.now, settings.within, zone) });
  return false;
}

/** 8.2: what was held is taken in order of instant; an event before a timer of the same instant. */
export function takeHeld(world: World, e: Enrollment): void {
  const held = e.held.splice(0);
  for (let next = held[0]; e.state === 'active' && (next || e.wait); next = held[0]) {
    if (e.wait && e.wait.until <= world.now && e.wait.until < (next?.at ?? Infinity)) timeOut(world, e);
    else if (!next) return;
    else {
      held.shift();
      if (next.event) takeEvent(world, e, next.event);
      else if (e.wait && settingsOf(e).paths?.some(({ id }) => id === next?.path))
        pass(world, e, next.path ?? '');
    }
  }
}
