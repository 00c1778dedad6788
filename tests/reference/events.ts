/** What one event of a customer does (4.5), at once or after a pause (8.2). */
import { shift } from './calendar.ts';
import { fits, zoneOf } from './conditions.ts';
import { keyOf, refuse } from './entry.ts';
import { end, offer, pass, settle, settleExits, timeOut } from './steps.ts';
import { endOf, openPath, reaches } from './waits.ts';
import {
  activeOf,
  type Enrollment,
  frozen,
  type Happening,
  isOpen,
  nodeOf,
  note,
  type Offer,
  type Person,
  type Running,
  type Sought,
  type World,
} from './world.ts';

/** What a step emits, and whom it enrols, is applied when that step has come to rest. */
export function afterStep(world: World): void {
  for (let next = world.afterStep.shift(); next; next = world.afterStep.shift()) {
    const { person, event, into = '', key = null } = next;
    const journey = world.journeys.get(into);
    if (into === '') happen(world, person, event);
    else if (journey)
      offer(world, { journey, offered: { at: world.now, person, event, by: 'node', key: next.key } });
    else note(world, 'entryRefusals', { profile: person.id, journey: into, reason: 'not-live', key });
  }
}

/** 4.5: one event, its attributes already merged: goals, exits, waited paths, triggers. */
export function happen(world: World, person: Person, event: Happening): void {
  person.events.push(event);
  const inside = activeOf(world, person);
  for (const e of world.enrollments.filter((one) => one.person === person)) countGoals(e, event);
  for (const e of inside) {
    const exit = e.document.exits.find((one) => reaches(e, event, one));
    if (e.state === 'active' && exit) end(e, 'exit', exit.reason ?? 'exit');
  }
  settleExits(world, person);
  for (const e of inside) if (e.state === 'active' && e.wait) takeEvent(e, event);
  settle(world, person);
  const offered: Offer = { at: world.now, person, event, by: 'trigger' };
  const called = [...world.journeys.values()].filter((journey) => isStarted(world, journey, offered, event));
  offer(world, ...called.map((journey) => ({ journey, offered })));
}

function countGoals(e: Enrollment, event: Happening): void {
  for (const goal of e.document.goals) {
    const last = shift(e.enteredAt, goal.within, zoneOf(e));
    if (event.at < e.enteredAt || event.at >= last || !reaches(e, event, goal)) continue;
    e.goals.push(event.at);
    if (goal.exit !== false && e.state === 'active') end(e, 'goal');
  }
}

/** A waiting enrollment meets an event; in a pause it is kept for later. */
function takeEvent(e: Enrollment, event: Happening): void {
  const { now } = e.world;
  if (frozen(e)) return void e.held.push({ at: now, event });
  const { kind, settings } = nodeOf(e);
  if (!e.wait || kind !== 'waitFor') return;
  const { restarts } = e.wait;
  if (restarts < 100 && settings.restart.some((one) => reaches(e, event, one)))
    e.wait = { ...endOf(e, now, nodeOf(e)), seen: new Set(), restarts: restarts + 1 };
  const open = settings.paths.filter((one) => openPath(e, [one], event) !== undefined);
  for (const { id } of settings.mode === 'ranked' ? open : open.slice(0, 1)) pass(e, id);
}

/** Whether an event of the customer offers an entry now; the clock of `eventMissing` starts or stops here. */
function isStarted(world: World, journey: Running, offered: Offer, event: Happening): boolean {
  const { person } = offered;
  const { document } = journey;
  const { on, missing, within, key: keyName, ...first } = document.trigger;
  const zone = zoneOf({ world, person, document });
  const isIt = (one: Sought) => one.event === event.name && fits(one.where, event, zone, world.now);
  if (on !== 'eventMissing') return on === 'event' && isIt(first);
  const other = event.properties[missing.key ?? keyName ?? ''];
  const isOurs = (c: World['clocks'][number]) => c.journey === journey && c.person === person;
  if (isIt(missing))
    world.clocks = world.clocks.filter((c) => !isOurs(c) || (other !== undefined && c.key !== String(other)));
  if (!isIt(first)) return false;
  const key = keyOf(journey, offered);
  const reason = !isOpen(journey) ? 'not-live' : keyName !== undefined && key === null ? 'no-key' : null;
  if (reason !== null) refuse(world, journey, offered, reason);
  else if (!world.clocks.some((c) => isOurs(c) && c.key === (key ?? '')))
    world.clocks.push({ journey, person, key: key ?? '', event, due: shift(world.now, within, zone) });
  return false;
}

/** 8.2: what was held is taken in order of instant; an event before a timer of the same instant. */
export function takeHeld(e: Enrollment): void {
  const held = e.held.splice(0);
  for (let next = held[0]; e.state === 'active' && (next || e.wait); next = held[0]) {
    if (e.wait && e.wait.until <= e.world.now && e.wait.until < (next?.at ?? Infinity)) timeOut(e);
    else if (!next) return;
    else {
      held.shift();
      const { event, path } = next;
      if (event) takeEvent(e, event);
      else if (e.wait && nodeOf(e).settings.paths?.some(({ id }) => id === path)) pass(e, path ?? '');
    }
  }
}
