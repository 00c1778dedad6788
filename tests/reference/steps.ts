/** Moving through a journey and leaving it (language.md §3, §7). */
import { holds, read, type Subject, subjectOf } from './conditions.ts';
import { decide, isMember } from './entry.ts';
import type { Bag, Enrollment, Happening, Offer, Person, Running, Settings, World } from './records.ts';
import { armOf, givenBy, update, valuesOf } from './values.ts';
import { earlier, endOf, openPath, triggerOf } from './waits.ts';
import { activeOf, frozen, isOpen, nodeOf, note, priorityOf, refuseMessage, settingsOf } from './world.ts';

export function end(world: World, e: Enrollment, reason: string, detail: string | null = null): void {
  if (e.send && nodeOf(e).kind === 'message')
    refuseMessage(world, e, reason === 'stopped' ? 'not-live' : 'left');
  const nothing = { wait: undefined, send: undefined, held: [] };
  Object.assign(e, { state: 'ended', reason, endedAt: world.now, ...nothing });
  note(world, 'ends', { profile: e.person.id, journey: e.journey.id, key: e.key, reason, detail });
  settle(world, e.person);
}

export function leave(world: World, e: Enrollment, outlet: string): void {
  Object.assign(e, { wait: undefined, send: undefined });
  const next = nodeOf(e).next[outlet] ?? (outlet === 'past' ? nodeOf(e).next.next : undefined);
  if (typeof next === 'string') arrive(world, e, next);
  else if (outlet === 'missing') end(world, e, 'exit', 'missing-date');
  else end(world, e, 'completed');
}

export function arrive(world: World, e: Enrollment, node: string): void {
  e.node = node;
  e.arrivedAt = world.now;
  e.visits[node] = (e.visits[node] ?? 0) + 1;
  if (e.visits[node] > (nodeOf(e).maxVisits ?? 100)) return end(world, e, 'exit', 'max-visits');
  const { kind, settings } = nodeOf(e);
  const subject = subjectOf(world, e);
  switch (kind) {
    case 'audience':
      return leave(world, e, settings.condition && holds(settings.condition, subject) ? 'in' : 'out');
    case 'branch':
      return leave(world, e, settings.groups.find((group) => holds(group.condition, subject))?.id ?? 'else');
    case 'split':
      return leave(world, e, armOf(world, e, settings));
    case 'tier': {
      const score = read(subject, String(settings.attribute));
      const tier = settings.tiers.find(({ from }) => typeof score === 'number' && score >= from);
      return leave(world, e, tier?.id ?? 'else');
    }
    case 'message':
    case 'webhook':
      e.undo = undefined;
      e.send = { due: world.now, at: world.now, planned: true, held: false, attempts: 0 };
      return;
    case 'updateProfile':
      e.undo ??= { attributes: e.person.attributes, tags: e.person.tags };
      update(world, subject, settings);
      settle(world, e.person);
      return e.state === 'active' ? leave(world, e, 'next') : undefined;
    case 'emitEvent':
      return emit(world, e, subject, settings);
    case 'enrol':
      return handOver(world, e, subject, settings);
    case 'exit':
      return end(world, e, 'exit', settings.reason ?? 'exit');
    default:
      return wait(world, e, kind, settings);
  }
}

function wait(world: World, e: Enrollment, kind: string, settings: Settings): void {
  e.wait = { ...endOf(world, e, kind, settings, world.now), seen: new Set(), restarts: 0 };
  if (kind === 'waitFor') {
    for (const event of earlier(world, e, settings)) {
      const path = openPath(
        world,
        e,
        settings.paths.filter((one) => one.event),
        event,
      );
      if (path !== undefined && pass(world, e, path)) return;
    }
    const path = openPath(world, e, settings.paths, null);
    if (path !== undefined && pass(world, e, path)) return;
  }
  if (e.wait.until <= world.now) return leave(world, e, e.wait.outlet);
  e.undo = undefined;
}

/** A path of a `waitFor` opens: taken at once, or remembered until the end of a ranked window. */
export function pass(world: World, e: Enrollment, path: string): boolean {
  const ranked = settingsOf(e).mode === 'ranked';
  if (ranked) e.wait?.seen.add(path);
  else leave(world, e, path);
  return !ranked;
}
export function timeOut(world: World, e: Enrollment): void {
  const { wait: ending } = e;
  const seen =
    nodeOf(e).kind === 'waitFor' ? settingsOf(e).paths.find(({ id }) => ending?.seen.has(id)) : null;
  leave(world, e, seen?.id ?? ending?.outlet ?? 'next');
}

const CHAIN_MAX = 5;
/** The event that a node makes: emitted, or the entry event of whom it enrols; null parks a chain too long. */
function made(world: World, e: Enrollment, name: string, properties: Bag): Happening | null {
  const depth = (e.entry?.depth ?? 0) + 1;
  if (depth > CHAIN_MAX) {
    // a step that fails leaves nothing behind
    Object.assign(e.person, e.undo);
    e.state = 'parked';
  }
  const id = `${e.number}/${e.node}/${e.visits[e.node]}`;
  return depth > CHAIN_MAX ? null : { id, name, properties, at: world.now, depth };
}

function emit(world: World, e: Enrollment, subject: Subject, settings: Settings): void {
  const event = made(world, e, settings.event, valuesOf(subject, settings.properties));
  if (!event) return;
  world.afterStep.push({ person: e.person, event });
  leave(world, e, 'next');
}

function handOver(world: World, e: Enrollment, subject: Subject, settings: Settings): void {
  const event = made(world, e, '', valuesOf(subject, settings.properties));
  if (!event) return;
  const given = givenBy(subject, settings.key) ?? null;
  const named = typeof given === 'object' ? null : String(given);
  const key = settings.key === undefined ? undefined : named;
  world.afterStep.push({ person: e.person, event, into: settings.journey, key });
  if (settings.mode === 'handOver') end(world, e, 'completed');
  else leave(world, e, 'next');
}

export function offer(world: World, journey: Running, offered: Offer): void {
  offerAll(world, [{ journey, offered }]);
}
/** The trigger of a journey calls a customer. */
export function callIn(world: World, journey: Running, person: Person, event: Happening | null = null): void {
  offer(world, journey, { at: world.now, person, event, by: 'trigger' });
}
/** 2.3: all who are offered an entry at once are decided on one state, then the higher priority goes first. */
export function offerAll(world: World, offers: readonly { journey: Running; offered: Offer }[]): void {
  const entered = offers.flatMap(({ journey, offered }) => decide(world, journey, offered) ?? []);
  entered.sort((a, b) => priorityOf(b) - priorityOf(a));
  for (const e of entered) {
    world.fired.delete(`barred ${e.journey.id} ${e.person.id}`);
    e.number = world.enrollments.push(e);
  }
  for (const e of entered) {
    settle(world, e.person);
    if (e.state === 'active') leave(world, e, 'next');
  }
}

/** 7.1: exit conditions act at once, also in a pause. */
export function settleExits(world: World, person: Person): void {
  for (const e of activeOf(world, person)) {
    const exit = e.document.exits?.find((one) => one.condition && holds(one.condition, subjectOf(world, e)));
    if (exit && e.state === 'active') end(world, e, 'exit', exit.reason ?? 'exit');
  }
}

/** What a change of a customer, or the clock, does to those inside and at the door. */
export function settle(world: World, person: Person): void {
  settleExits(world, person);
  for (const e of activeOf(world, person)) if (e.wait) follow(world, e);
  for (const journey of world.journeys.values()) {
    const { settings } = triggerOf(journey.document);
    if (settings.on !== 'audience' || !isOpen(journey)) continue;
    const [was, is] = [journey.members.has(person), isMember(world, journey, person)];
    if (is) journey.members.add(person);
    else journey.members.delete(person);
    if (was !== is && is === (settings.when !== 'leave')) callIn(world, journey, person);
  }
}

/** A waiting enrollment after a change: condition paths open, a followed date moves. */
function follow(world: World, e: Enrollment): void {
  const { kind, settings } = nodeOf(e);
  if (!e.wait || e.state !== 'active') return;
  if (kind === 'waitFor') {
    for (const path of settings.paths.filter((one) => one.condition)) {
      if (!e.wait || openPath(world, e, [path], null) === undefined) continue;
      if (!frozen(e)) pass(world, e, path.id);
      else if (!e.held.some((one) => one.path === path.id)) e.held.push({ at: world.now, path: path.id });
    }
  }
  if (kind !== 'waitUntil' || settings.onChange !== 'follow' || e.wait.until <= world.now) return;
  const { until, outlet } = endOf(world, e, kind, settings, e.arrivedAt);
  if (until === e.wait.until) return;
  Object.assign(e.wait, { until, outlet });
  if (until <= world.now && !frozen(e)) leave(world, e, outlet);
}
