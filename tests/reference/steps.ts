/** Entering, moving and leaving (language.md §2, §3, §7), and what one event does (4.5). */
import { readDate, shift } from './calendar.ts';
import { fits, holds, read, type Subject, slotOf, subjectOf, zoneOf } from './conditions.ts';
import type {
  Bag,
  Document,
  Enrollment,
  Happening,
  Offer,
  Person,
  Row,
  Running,
  Settings,
  Sought,
  World,
} from './records.ts';
import { earlier, endOf, openPath, reaches, triggerOf } from './waits.ts';

const instant = (ms: number): string => new Date(ms).toISOString();
export function note(world: World, list: keyof World['report'], row: Row): void {
  world.report[list].push({ at: instant(world.now), ...row });
}
const rowOf = ({ person, journey, node, key }: Enrollment): Row => ({
  profile: person.id,
  journey: journey.id,
  node,
  key,
});

export function personOf(world: World, id: string): Person {
  const known = world.people.get(id);
  if (known) return known;
  const lists = { tags: [], suppressed: [], events: [], sends: [] };
  const past = [{ since: world.now, attributes: {} }];
  const person = { id, locale: 'en', attributes: {}, addresses: {}, consent: {}, past, ...lists };
  world.people.set(id, person);
  return person;
}
export function setAttributes(world: World, person: Person, attributes: Bag): void {
  person.attributes = attributes;
  person.past.push({ since: world.now, attributes });
}

export const activeOf = (world: World, person: Person): Enrollment[] =>
  world.enrollments.filter((e) => e.person === person && e.state === 'active');
export const frozen = (e: Enrollment): boolean => e.journey.state === 'paused';
const nodeOf = (e: Enrollment) => e.document.nodes[e.node] as Document['nodes'][string]; // e.node is one of them
const settingsOf = (e: Enrollment): Settings => nodeOf(e).settings;

export function end(world: World, e: Enrollment, reason: string, detail: string | null = null): void {
  if (e.send && nodeOf(e).kind === 'message')
    note(world, 'refusals', { ...rowOf(e), reason: reason === 'stopped' ? 'not-live' : 'left' });
  Object.assign(e, {
    state: 'ended',
    reason,
    endedAt: world.now,
    wait: undefined,
    send: undefined,
    held: [],
  });
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
function pass(world: World, e: Enrollment, path: string): boolean {
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

const givenBy = (subject: Subject, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('path' in value)) return value;
  return read(subject, String(value.path)) ?? ('default' in value ? value.default : undefined);
};
const valuesOf = (subject: Subject, values: Bag = {}): Bag =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, givenBy(subject, value)] as const)
      .filter(([, value]) => value !== undefined),
  );

function update(world: World, subject: Subject, settings: Settings): void {
  const { person } = subject;
  const attributes = { ...person.attributes, ...valuesOf(subject, settings.set) };
  for (const [name, value] of Object.entries(valuesOf(subject, settings.add))) {
    const present = attributes[name];
    if (Array.isArray(present)) attributes[name] = present.includes(value) ? present : [...present, value];
    else attributes[name] = (typeof present === 'number' ? present : 0) + Number(value);
  }
  for (const name of settings.remove ?? []) delete attributes[name];
  setAttributes(world, person, attributes);
  const tags = [...person.tags, ...(settings.addTags ?? [])].filter(
    (tag) => !settings.removeTags?.includes(tag),
  );
  person.tags = [...new Set(tags)];
}

/** §5: the arm taken first wins for ever; else the slot decides, arms in order. */
function armOf(world: World, e: Enrollment, settings: Settings): string {
  const name = `${e.journey.id} ${settings.salt} ${e.person.id}`;
  const known = world.arms.get(name);
  let slot = slotOf(settings.salt, e.person.id);
  const hashed = settings.arms.find(({ share }) => {
    slot -= Math.round(share * 100);
    return slot < 0;
  });
  const arm = known ?? hashed?.id ?? '';
  world.arms.set(name, arm);
  note(world, 'exposures', { profile: e.person.id, journey: e.journey.id, node: e.node, arm });
  return arm;
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
  world.afterStep.push(() => happen(world, e.person, event));
  leave(world, e, 'next');
}
/** What a step emits, and whom it enrols, is applied when that step has come to rest. */
export function afterStep(world: World): void {
  for (let next = world.afterStep.shift(); next; next = world.afterStep.shift()) next();
}

function handOver(world: World, e: Enrollment, subject: Subject, settings: Settings): void {
  const event = made(world, e, '', valuesOf(subject, settings.properties));
  if (!event) return;
  const journey = world.journeys.get(settings.journey);
  const given = givenBy(subject, settings.key) ?? null;
  const named = typeof given === 'object' ? null : String(given);
  const key = settings.key === undefined ? undefined : named;
  const offered: Offer = { at: world.now, person: e.person, event, by: 'node', key };
  const row = { profile: e.person.id, journey: settings.journey, reason: 'not-live', key: key ?? null };
  world.afterStep.push(() => (journey ? offer(world, journey, offered) : note(world, 'entryRefusals', row)));
  if (settings.mode === 'handOver') end(world, e, 'completed');
  else leave(world, e, 'next');
}

const keyOf = (journey: Running, { event, by, key }: Offer): string | null => {
  const name = triggerOf(journey.document).settings.key;
  if (name === undefined) return null;
  const given = (by === 'trigger' || key === undefined ? event?.properties[name] : key) ?? null;
  return given === null ? null : String(given);
};
export function refuse(world: World, journey: Running, offered: Offer, reason: string): undefined {
  const row = { profile: offered.person.id, journey: journey.id, reason, key: keyOf(journey, offered) };
  note(world, 'entryRefusals', row);
}

/** 2.6: the questions at entry, in their order. */
export function offer(world: World, journey: Running, offered: Offer): void {
  offerAll(world, [{ journey, offered }]);
}
/** 2.3: all who are offered an entry at once are decided on one state, then the higher priority goes first. */
export function offerAll(world: World, offers: readonly { journey: Running; offered: Offer }[]): void {
  const entered = offers.flatMap(({ journey, offered }) => decide(world, journey, offered) ?? []);
  entered.sort((a, b) => (b.document.priority ?? 50) - (a.document.priority ?? 50));
  for (const e of entered) {
    world.fired.delete(`barred ${e.journey.id} ${e.person.id}`);
    e.number = world.enrollments.push(e);
  }
  for (const e of entered) {
    settle(world, e.person);
    if (e.state === 'active') leave(world, e, 'next');
  }
}

function decide(world: World, journey: Running, offered: Offer): Enrollment | undefined {
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
  const zone = zoneOf(world, person, document, 'journey');
  const [starts, ends] = [document.starts, document.ends].map((text) => readDate(text, zone)?.at);
  if ((starts ?? world.now) > world.now || (ends ?? Infinity) <= world.now) return refused('outside-dates');
  if (settings.key !== undefined && key === null) return refused('no-key');
  if (by !== 'hand' && world.fired.has(`barred ${journey.id} ${person.id}`))
    return refused('removed-by-hand');
  if (!mayReenter(world, journey, offered, settings, key)) return refused('re-entry');
  const e: Enrollment = {
    ...{ number: 0, person, journey, document, key, entry: event, node: id },
    ...{
      enteredAt: world.now,
      arrivedAt: world.now,
      vars: {},
      visits: {},
      goals: [],
      held: [],
      state: 'active',
    },
  };
  const subject = subjectOf(world, e);
  if (document.exclude && holds(document.exclude, subject)) return refused('excluded');
  const asked = settings.on === 'audience' ? undefined : settings.condition;
  if (
    settings.on === 'audience' &&
    by === 'trigger' &&
    isMember(world, journey, person) !== (settings.when !== 'leave')
  )
    return refused('not-in-audience');
  const isAsked = by === 'trigger' || (by === 'node' && settings.on === 'journey');
  if (isAsked && asked && !holds(asked, subject)) return refused('not-in-audience');
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
  if (fitting(settings) && !['live', 'paused'].includes(journey.state))
    return refuse(world, journey, offered, 'not-live') ?? false;
  if (fitting(settings) && settings.key !== undefined && keyOf(journey, offered) === null)
    return refuse(world, journey, offered, 'no-key') ?? false;
  const key = keyOf(journey, offered) ?? '';
  const running = world.clocks.some((c) => c.journey === journey && c.person === person && c.key === key);
  if (!fitting(settings) || running) return false;
  world.clocks.push({ journey, person, key, event, due: shift(world.now, settings.within, zone) });
  return false;
}

/** Whether the person is in the audience of a trigger now; everybody without one. */
export function isMember(world: World, journey: Running, person: Person): boolean {
  const { audience, condition } = triggerOf(journey.document).settings;
  const zone = zoneOf(world, person, journey.document);
  const subject = { world, person, zone, entry: null, enteredAt: world.now, key: null, vars: {} };
  if (audience !== undefined && !holds({ type: 'audience', audience, is: 'in' }, subject)) return false;
  return condition === undefined || holds(condition, subject);
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
    if (settings.on !== 'audience' || !['live', 'paused'].includes(journey.state)) continue;
    const [was, is] = [journey.members.has(person), isMember(world, journey, person)];
    if (is) journey.members.add(person);
    else journey.members.delete(person);
    if (was !== is && is === (settings.when !== 'leave'))
      offer(world, journey, { at: world.now, person, event: null, by: 'trigger' });
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
