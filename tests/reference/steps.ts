/** Moving through a journey and leaving it (language.md §3, §7). */
import { holds, read, slotOf } from './conditions.ts';
import { decide, isMember } from './entry.ts';
import { isTested } from './traffic.ts';
import { earlier, endOf, openPath } from './waits.ts';
import {
  activeOf,
  type Bag,
  byPriority,
  type Document,
  type Enrollment,
  frozen,
  type Happening,
  isOpen,
  nodeOf,
  note,
  type Offer,
  type Person,
  type Running,
  refuseMessage,
  type Settings,
  setAttributes,
  type World,
} from './world.ts';

export function end(e: Enrollment, reason: string, detail: string | null = null): void {
  const { world, person, journey, key } = e;
  if (e.send && nodeOf(e).kind === 'message') refuseMessage(e, reason === 'stopped' ? 'not-live' : 'left');
  Object.assign(e, { state: 'ended', reason, endedAt: world.now });
  Object.assign(e, { wait: undefined, send: undefined, held: [] });
  note(world, 'ends', { profile: person.id, journey: journey.id, key, reason, detail });
  settle(world, person);
}

export function leave(e: Enrollment, outlet: string): void {
  Object.assign(e, { wait: undefined, send: undefined });
  const { next } = nodeOf(e);
  const target = next[outlet] ?? (outlet === 'past' ? next.next : undefined);
  if (target !== undefined) arrive(e, target);
  else if (outlet === 'missing') end(e, 'exit', 'missing-date');
  else end(e, 'completed');
}

const givenBy = (e: Enrollment, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('path' in value)) return value;
  return read(e, String(value.path)) ?? ('default' in value ? value.default : undefined);
};
function valuesOf(e: Enrollment, values: Bag = {}): Bag {
  const read = Object.entries(values).map(([name, value]) => [name, givenBy(e, value)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** What a node does with who arrives: the outlet to leave by at once, or nothing. */
const ARRIVALS: { [kind: string]: (e: Enrollment, settings: Settings) => string | undefined } = {
  audience: (e, { condition }) => (holds(condition, e) ? 'in' : 'out'),
  branch: (e, { groups }) => groups.find(({ condition }) => holds(condition, e))?.id ?? 'else',
  split: armOf,
  tier: (e, { attribute, tiers }) => {
    const score = read(e, String(attribute));
    return tiers.find(({ from }) => typeof score === 'number' && score >= from)?.id ?? 'else';
  },
  message: plan,
  webhook: plan,
  updateProfile: (e, settings) => {
    e.undo ??= { attributes: e.person.attributes, tags: e.person.tags };
    update(e, settings);
    settle(e.world, e.person);
    return e.state === 'active' ? 'next' : undefined;
  },
  emitEvent: (e, { event: name, properties }) => {
    const event = made(e, name, valuesOf(e, properties));
    if (event) e.world.afterStep.push({ person: e.person, event });
    return event ? 'next' : undefined;
  },
  enrol: (e, { journey: into, mode, key, properties }) => {
    const event = made(e, '', valuesOf(e, properties));
    const given = givenBy(e, key) ?? null;
    const named = typeof given === 'object' ? null : String(given);
    if (event)
      e.world.afterStep.push({ person: e.person, event, into, key: key === undefined ? undefined : named });
    if (event && mode === 'handOver') end(e, 'completed');
    return event && mode !== 'handOver' ? 'next' : undefined;
  },
  exit: (e, { reason }) => void end(e, 'exit', reason ?? 'exit'),
};

function arrive(e: Enrollment, node: string): void {
  e.node = node;
  e.arrivedAt = e.world.now;
  const visit = (e.visits[node] ?? 0) + 1;
  e.visits[node] = visit;
  const { kind, settings, maxVisits = 100 } = nodeOf(e);
  if (visit > maxVisits) return end(e, 'exit', 'max-visits');
  const outlet = (ARRIVALS[kind] ?? wait)(e, settings);
  if (outlet !== undefined) leave(e, outlet);
}

function plan(e: Enrollment): undefined {
  e.undo = undefined;
  e.send = { due: e.world.now, at: e.world.now, held: false, attempts: 0 };
}

/** statistics.md §9: slots in the order of arms; new shares move as few as they can, the highest first. */
function slotsOf({ nodes, slots, before }: Document, node: string): readonly string[] {
  const known = slots.get(node);
  if (known) return known;
  const { salt, arms = [] } = nodes[node]?.settings ?? {};
  const left = new Map(arms.map(({ id, share }) => [id, Math.round(share * 100)]));
  const isSame = before?.nodes[node]?.settings.salt === salt;
  const earlier = before && isSame ? slotsOf(before, node) : [];
  const kept = earlier.map((arm) => {
    const count = left.get(arm) ?? 0;
    left.set(arm, count - 1);
    return count > 0 ? arm : null;
  });
  const free = [...left].flatMap(([arm, count]) => Array.from({ length: Math.max(0, count) }, () => arm));
  let next = 0;
  const table = kept.length > 0 ? kept.map((arm) => arm ?? free[next++] ?? '') : free;
  slots.set(node, table);
  return table;
}

/** §5: the arm taken first wins for ever; else the slot decides. */
function armOf(e: Enrollment, { salt }: Settings): string {
  const { world, person, journey, document, node } = e;
  const name = `${journey.id} ${salt} ${person.id}`;
  if (!world.arms.has(name) && !isTested(e)) return 'rest';
  const arm = world.arms.get(name) ?? slotsOf(document, node)[slotOf(salt, person.id)] ?? '';
  world.arms.set(name, arm);
  note(world, 'exposures', { profile: person.id, journey: journey.id, node, arm });
  return arm;
}

function update(e: Enrollment, settings: Settings): void {
  const { world, person } = e;
  const attributes = { ...person.attributes, ...valuesOf(e, settings.set) };
  for (const [name, value] of Object.entries(valuesOf(e, settings.add))) {
    const present = attributes[name];
    if (Array.isArray(present)) attributes[name] = present.includes(value) ? present : [...present, value];
    else attributes[name] = (typeof present === 'number' ? present : 0) + Number(value);
  }
  for (const name of settings.remove ?? []) delete attributes[name];
  setAttributes(world, person, attributes);
  const tags = [...person.tags, ...(settings.addTags ?? [])];
  person.tags = [...new Set(tags.filter((tag) => !settings.removeTags?.includes(tag)))];
}

function wait(e: Enrollment, settings: Settings): string | undefined {
  const { kind } = nodeOf(e);
  e.wait = { ...endOf(e, e.world.now, nodeOf(e)), seen: new Set(), restarts: 0 };
  if (kind === 'waitFor') {
    const heard = settings.paths.filter(({ event }) => event !== undefined);
    const before = earlier(e, settings).map((event) => openPath(e, heard, event));
    const open = [...before, openPath(e, settings.paths, null)].filter((path) => path !== undefined);
    if (settings.mode === 'first' && open[0] !== undefined) return open[0];
    e.wait.seen = new Set(open);
  }
  if (e.wait.until <= e.world.now) return e.wait.outlet;
  e.undo = undefined;
  return undefined;
}

/** A path of a `waitFor` opens: taken at once, or remembered until the end of a ranked window. */
export function pass(e: Enrollment, path: string): void {
  if (nodeOf(e).settings.mode === 'ranked') e.wait?.seen.add(path);
  else leave(e, path);
}
export function timeOut(e: Enrollment): void {
  const { kind, settings } = nodeOf(e);
  const seen = kind === 'waitFor' ? settings.paths.find(({ id }) => e.wait?.seen.has(id)) : undefined;
  leave(e, seen?.id ?? e.wait?.outlet ?? 'next');
}

const CHAIN_MAX = 5;
/** The event that a node makes: emitted, or the entry event of whom it enrols; null parks a chain too long. */
function made(e: Enrollment, name: string, properties: Bag): Happening | null {
  const depth = (e.entry?.depth ?? 0) + 1;
  const id = `${e.number}/${e.node}/${e.visits[e.node]}`;
  if (depth <= CHAIN_MAX) return { id, name, properties, at: e.world.now, depth };
  Object.assign(e.person, e.undo); // a step that fails leaves nothing behind
  e.state = 'parked';
  return null;
}

/** The trigger of a journey calls a customer. */
export function callIn(world: World, journey: Running, person: Person, event: Happening | null = null): void {
  offer(world, { journey, offered: { at: world.now, person, event, by: 'trigger' } });
}
/** 2.3: all who are offered an entry at once are decided on one state, then the higher priority goes first. */
export function offer(world: World, ...offers: readonly { journey: Running; offered: Offer }[]): void {
  const entered = offers.flatMap(({ journey, offered }) => decide(world, journey, offered) ?? []);
  entered.sort(byPriority);
  for (const e of entered) {
    world.fired.delete(`barred ${e.journey.id} ${e.person.id}`);
    e.number = world.enrollments.push(e);
  }
  for (const e of entered) {
    settle(world, e.person);
    if (e.state === 'active') leave(e, 'next');
  }
}

/** 7.1: exit conditions act at once, also in a pause. */
export function settleExits(world: World, person: Person): void {
  for (const e of activeOf(world, person)) {
    const exit = e.document.exits.find(({ condition }) => condition && holds(condition, e));
    if (exit && e.state === 'active') end(e, 'exit', exit.reason ?? 'exit');
  }
}

/** What a change of a customer, or the clock, does to those inside and at the door. */
export function settle(world: World, person: Person): void {
  settleExits(world, person);
  for (const e of activeOf(world, person)) if (e.wait) follow(e);
  for (const journey of world.journeys.values()) {
    const { on, when } = journey.document.trigger;
    if (on !== 'audience' || !isOpen(journey)) continue;
    const [was, is] = [journey.members.has(person), isMember(world, journey, person)];
    if (is) journey.members.add(person);
    else journey.members.delete(person);
    if (was !== is && is === (when !== 'leave')) callIn(world, journey, person);
  }
}

/** A waiting enrollment after a change: condition paths open, a followed date moves. */
function follow(e: Enrollment): void {
  const { kind, settings } = nodeOf(e);
  const { now } = e.world;
  if (!e.wait || e.state !== 'active') return;
  for (const path of kind === 'waitFor' ? settings.paths : []) {
    if (!e.wait || !path.condition || !holds(path.condition, e)) continue;
    if (!frozen(e)) pass(e, path.id);
    else if (!e.held.some((one) => one.path === path.id)) e.held.push({ at: now, path: path.id });
  }
  if (kind !== 'waitUntil' || settings.onChange !== 'follow' || !e.wait || e.wait.until <= now) return;
  Object.assign(e.wait, endOf(e, e.arrivedAt, nodeOf(e)));
  if (e.wait.until <= now && !frozen(e)) leave(e, e.wait.outlet);
}
