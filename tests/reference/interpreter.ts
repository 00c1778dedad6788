/** Runs a scenario by language.md alone, one instant after the other: the engine's independent check. */
import type { Scenario, TimelineEntry } from '../../shared/scenario.ts';
import { DAY, shift } from './calendar.ts';
import { fits, moments, read, subjectOf, walk, zoneOf } from './conditions.ts';
import { judge } from './gate.ts';
import type {
  Bag,
  Document,
  Enrollment,
  Happening,
  Pending,
  Person,
  Report,
  Running,
  Send,
  Settings,
  World,
} from './records.ts';
import { LISTS } from './records.ts';
import {
  activeOf,
  afterStep,
  end,
  frozen,
  happen,
  isMember,
  leave,
  note,
  offer,
  personOf,
  refuse,
  setAttributes,
  settleExits,
  settle as settlePerson,
  takeHeld,
  timeOut,
} from './steps.ts';
import { occurrencesOf, reaches, triggerOf } from './waits.ts';

/** A receipt for nothing that was sent: the scenario is wrong (§11.5). */
export class NothingMatches extends Error {}

function mergeProfile(world: World, given: Bag): Person {
  const person = personOf(world, String(given.id));
  const { attributes, addresses, consent, tags, suppressed, timeZone, locale } = given as Partial<Person>; // schema
  Object.assign(person.addresses, addresses);
  if (timeZone !== undefined) person.timeZone = timeZone;
  if (locale !== undefined) person.locale = locale;
  person.tags = [...new Set([...person.tags, ...(tags ?? [])])];
  person.suppressed.push(...(suppressed ?? []));
  for (const [channel, granted] of Object.entries(consent ?? {})) {
    const purposes = typeof granted === 'boolean' ? { '*': granted } : granted;
    person.consent[channel] =
      typeof granted === 'boolean' ? purposes : { ...person.consent[channel], ...purposes };
  }
  setAttributes(world, person, { ...person.attributes, ...attributes });
  return person;
}

const change = (
  world: World,
  journey: Running | undefined,
  from: string[],
  to: Running['state'],
  id: string,
) => {
  const allowed = journey !== undefined && from.includes(journey.state);
  if (allowed) journey.state = to;
  else note(world, 'problems', { journey: id, code: 'transition-refused' });
  return allowed;
};

function publish(world: World, documentId: string): void {
  // scenarios here are valid: what a document is has been checked before
  const document = world.scenario.journeys[documentId] as unknown as Document;
  const present = world.journeys.get(document.id);
  if (present && present.state !== 'live') return void change(world, present, ['live'], 'live', document.id);
  const fresh: Running = {
    id: document.id,
    state: 'live',
    document,
    publishedAt: world.now,
    members: new Set(),
    heldEntries: [],
  };
  const journey = Object.assign(present ?? fresh, { document, publishedAt: world.now });
  world.journeys.set(document.id, journey);
  const { settings } = triggerOf(document);
  if (settings.on !== 'audience') return;
  journey.members = new Set([...world.people.values()].filter((person) => isMember(world, journey, person)));
  if (settings.includeCurrent && !present)
    for (const person of [...journey.members])
      offer(world, journey, { at: world.now, person, event: null, by: 'trigger' });
}

/** 8.2: held timers and events are taken at once; entries and the messages they lead to are paced, or dropped. */
function resume(world: World, journey: Running, drop: boolean): void {
  const gap = 1000 / (world.scenario.workspace.releasePerSecond ?? 50);
  const inside = world.enrollments.filter((e) => e.journey === journey && e.state === 'active');
  const sinceOf = (e: Enrollment) =>
    Math.min(
      e.held[0]?.at ?? Infinity,
      e.wait?.until ?? Infinity,
      e.send?.released ? e.send.due : (e.send?.at ?? Infinity),
    );
  const held = inside
    .map((e) => ({ at: sinceOf(e), id: e.person.id, e }))
    .filter(({ at }) => at <= world.now);
  const byAge = (a: { at: number; id: string }, b: { at: number; id: string }) =>
    a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));
  for (const { e } of held.sort(byAge)) takeHeld(world, e);
  const acts = held.flatMap(({ at, id, e }) =>
    e.send ? [{ at, id, release: (turn: number) => pace(e, turn) }] : [],
  );
  const pace = (e: Enrollment, turn: number) =>
    Object.assign(e.send ?? {}, { at: turn, planned: true, released: true });
  const entries = journey.heldEntries.map((one) => ({
    ...{ at: one.at, id: one.person.id },
    release: (turn: number) => Object.assign(one, { releaseAt: turn }),
  }));
  if (drop) {
    for (const { e } of held) if (e.send) advance(world, e, 'not-live', 'not-live');
    for (const one of journey.heldEntries.splice(0)) refuse(world, journey, one, 'not-live');
    return;
  }
  [...acts, ...entries].sort(byAge).forEach(({ release }, index) => {
    release(world.now + index * gap);
  });
  releaseDue(world);
}

function releaseDue(world: World): boolean {
  let any = false;
  for (const journey of world.journeys.values()) {
    if (journey.state === 'paused') continue;
    for (const held of journey.heldEntries.filter(({ releaseAt = Infinity }) => releaseAt <= world.now)) {
      journey.heldEntries.splice(journey.heldEntries.indexOf(held), 1);
      offer(world, journey, held);
      any = true;
    }
  }
  return any;
}

type GivenEvent = Exclude<Extract<TimelineEntry, { event: object }>['event'], { merge: object }>;

function event(world: World, given: GivenEvent): void {
  if (world.fired.has(`event ${given.id}`)) return void note(world, 'duplicates', { id: given.id });
  world.fired.add(`event ${given.id}`);
  const at = given.occurredAt === undefined ? world.now : Date.parse(given.occurredAt);
  const happening = { id: given.id, name: given.name, properties: given.properties ?? {}, at, depth: 0 };
  if (given.profile !== undefined) {
    const person = personOf(world, given.profile);
    if (given.attributes) setAttributes(world, person, { ...person.attributes, ...given.attributes });
    return happen(world, person, happening);
  }
  for (const journey of world.journeys.values()) {
    const { settings } = triggerOf(journey.document);
    if (settings.on !== 'business' || settings.event !== given.name || !isOpen(journey)) continue;
    if (!fits(settings.where, happening, world.scenario.workspace.timeZone, world.now)) continue;
    for (const person of sorted(world))
      if (isMember(world, journey, person))
        offer(world, journey, { at: world.now, person, event: happening, by: 'trigger' });
  }
}

const isOpen = ({ state }: Running): boolean => state === 'live' || state === 'paused';
const sorted = (world: World): Person[] => [...world.people.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

function receiptOf(
  world: World,
  given: Extract<TimelineEntry, { receipt: object }>['receipt'],
): { person: Person; happening: Happening } {
  const person = personOf(world, given.profile);
  const sent = person.sends.filter(
    ({ node, of, outcome }) =>
      outcome !== 'failed' &&
      node === given.node &&
      of.journey.id === given.journey &&
      (given.key === undefined || of.key === String(given.key)),
  );
  const about = typeof given.delivery === 'number' ? sent[given.delivery - 1] : sent.at(-1);
  if (!about) throw new NothingMatches(`${given.profile} ${given.journey} ${given.node}`);
  const { channel, template, node } = about;
  const properties = {
    journey: given.journey,
    node,
    channel,
    template,
    delivery: sent.indexOf(about) + 1,
    ...given.properties,
  };
  return {
    person,
    happening: { id: '', name: `message_${given.kind}`, properties, at: world.now, depth: 0, about },
  };
}

function receipt(world: World, given: Extract<TimelineEntry, { receipt: object }>['receipt']): void {
  const { person, happening } = receiptOf(world, given);
  if (given.kind === 'optedOut') person.consent[happening.about?.channel ?? ''] = { '*': false };
  if (given.kind === 'complained') person.suppressed.push('complaint');
  happen(world, person, happening);
}

interface Rule {
  channel: string;
  answers: string;
  for?: string | undefined;
  times?: number | undefined;
  response?: unknown;
}
const rules = new WeakMap<World, Rule[]>();
function answerOf(world: World, channel: string, person: Person): Rule {
  const known = (rules.get(world) ?? []).filter((one) => one.channel === channel && one.times !== 0);
  const rule = known.find((one) => one.for === person.id) ?? known.find((one) => one.for === undefined);
  if (rule?.times !== undefined) rule.times -= 1;
  return rule ?? { channel, answers: 'accept' };
}

/** The due messages and calls that may go now, in the order of 6.10. */
function nextSend(world: World, planned: boolean): Enrollment | undefined {
  const due = world.enrollments.filter(
    (e) =>
      e.send && e.send.at <= world.now && (e.send.planned || !planned) && e.state === 'active' && !frozen(e),
  );
  const dueOf = (e: Enrollment) => e.send?.due ?? 0;
  due.sort(
    (a, b) =>
      dueOf(a) - dueOf(b) ||
      (a.person.id < b.person.id ? -1 : Number(a.person.id > b.person.id)) ||
      a.number - b.number,
  );
  const own = due.filter(({ person }) => person === due[0]?.person);
  return own.sort((a, b) => (b.document.priority ?? 50) - (a.document.priority ?? 50))[0];
}

/** Claims what is due, then calls the providers, until nothing is left: claimed messages count toward caps. */
function dispatch(world: World, planned: boolean): boolean {
  const claimed: (() => void)[] = [];
  let any = false;
  for (;;) {
    afterStep(world);
    const e = nextSend(world, planned);
    if (!e && claimed.length === 0) return any;
    any = true;
    if (!e)
      claimed.splice(0).forEach((callNow) => {
        callNow();
      });
    else {
      const callNow = claim(world, e);
      if (callNow) claimed.push(callNow);
    }
  }
}

const nodeOf = (e: Enrollment) => e.document.nodes[e.node] as Document['nodes'][string]; // where it stands

/** By its outlet, or by that of `sent` when it is not connected; what was refused is reported. */
function advance(world: World, e: Enrollment, outlet: string, refused?: string): void {
  const { kind, next } = nodeOf(e);
  const row = { profile: e.person.id, journey: e.journey.id, node: e.node };
  if (refused !== undefined && kind === 'message') note(world, 'refusals', { ...row, reason: refused });
  leave(world, e, kind === 'webhook' || next[outlet] !== undefined ? outlet : 'sent');
}

function claim(world: World, e: Enrollment): (() => void) | undefined {
  const { kind, settings } = nodeOf(e);
  const pending = e.send as NonNullable<Enrollment['send']>; // nextSend asked
  if (pending.held) {
    const free = world.pace.get(`release ${settings.channel}`) ?? -Infinity;
    const at = Math.min(free, pending.expires ?? free);
    if (free > world.now && at <= world.now) return void advance(world, e, 'expired', 'expired');
    if (free > world.now) return void Object.assign(pending, { at });
    const gap = 1000 / (world.scenario.workspace.releasePerSecond ?? 50);
    world.pace.set(`release ${settings.channel}`, world.now + gap);
    pending.held = false;
  }
  const verdict = kind === 'message' ? judge(world, e, pending) : null;
  if (verdict && 'fault' in verdict) return void Object.assign(e, { state: 'parked', send: undefined });
  if (verdict && 'refuse' in verdict) return void advance(world, e, verdict.refuse, verdict.refuse);
  if (verdict && 'waitUntil' in verdict)
    return void Object.assign(pending, { at: verdict.waitUntil, held: verdict.held, planned: false });
  pending.at = Infinity;
  if (verdict) e.person.sends.push(verdict.send);
  return () => call(world, e, pending, verdict);
}

function call(
  world: World,
  e: Enrollment,
  pending: Pending,
  verdict: { text: string; send: Send } | null,
): void {
  const { settings } = nodeOf(e);
  const { workspace } = world.scenario;
  const { answers, response } = answerOf(world, verdict ? settings.channel : 'webhook', e.person);
  const settle = (outcome: Send['outcome']) => {
    if (verdict) Object.assign(verdict.send, { outcome });
    settlePerson(world, e.person);
  };
  pending.attempts += 1;
  if (answers === 'fail' && pending.attempts < workspace.retry.attempts) {
    let at = world.now;
    for (let times = 2 ** (pending.attempts - 1); times > 0; times -= 1)
      at = shift(at, workspace.retry.first, zoneOf(world, e.person));
    Object.assign(pending, { at, planned: false });
    return settle('failing');
  }
  e.send = undefined;
  const { person, journey, node, key } = e;
  const row = { profile: person.id, journey: journey.id, node, key, channel: settings.channel };
  if (answers === 'accept') {
    if (verdict) note(world, 'deliveries', { ...row, template: settings.template, text: verdict.text });
    for (const [name, path] of Object.entries(settings.keep ?? {})) e.vars[name] = walk(response, path);
    settle('sent');
    if (e.state === 'active') advance(world, e, verdict ? 'sent' : 'ok');
    return;
  }
  const refused = { reject: 'rejected', timeout: 'unknown' }[answers] ?? 'failed';
  settle(answers === 'timeout' ? 'unknown' : 'failed');
  if (refused === 'rejected' && verdict && workspace.onProviderReject === 'pauseJourney')
    journey.state = 'paused';
  if (e.state === 'active') advance(world, e, refused === 'unknown' && verdict ? 'sent' : 'failed', refused);
}

function deed(world: World, entry: TimelineEntry): void {
  const idOf = (given: string | { journey: string }) => (typeof given === 'string' ? given : given.journey);
  const stateful = (given: string | { journey: string }, from: string[], to: Running['state']) => {
    const journey = world.journeys.get(idOf(given));
    return change(world, journey, from, to, idOf(given)) ? journey : undefined;
  };
  if ('publish' in entry) {
    const id = idOf(entry.publish);
    publish(world, typeof entry.publish === 'string' ? id : (entry.publish.document ?? id));
  } else if ('pause' in entry) stateful(entry.pause, ['live'], 'paused');
  else if ('close' in entry) stateful(entry.close, ['live'], 'closed');
  else if ('resume' in entry) {
    const journey = stateful(entry.resume, ['paused'], 'live');
    const drop =
      typeof entry.resume !== 'string' && 'backlog' in entry.resume && entry.resume.backlog === 'drop';
    if (journey) resume(world, journey, drop);
  } else if ('stop' in entry) {
    const isInside = (e: Enrollment) => e.journey.id === idOf(entry.stop) && e.state !== 'ended';
    const closed = world.enrollments.some(isInside) ? ['closed'] : []; // it ends by itself when empty
    const journey = stateful(entry.stop, ['live', 'paused', ...closed], 'stopped');
    for (const e of world.enrollments)
      if (e.journey === journey && e.state !== 'ended') end(world, e, 'stopped');
    for (const held of journey?.heldEntries.splice(0) ?? []) offer(world, journey as Running, held);
  } else if ('provider' in entry) {
    const list = (rules.get(world) ?? []).filter(
      (one) => one.channel !== entry.provider.channel || one.for !== entry.provider.for,
    );
    rules.set(world, [{ ...entry.provider }, ...list]);
  } else if ('enrol' in entry) {
    const { profile, journey, key, properties, override } = entry.enrol;
    const happening = { id: '', name: '', properties: properties ?? {}, at: world.now, depth: 0 };
    const running = world.journeys.get(journey);
    if (running)
      offer(world, running, {
        at: world.now,
        person: personOf(world, profile),
        event: happening,
        by: 'hand',
        key,
        override,
      });
  } else if ('remove' in entry) {
    const { profile, journey, key } = entry.remove;
    for (const e of world.enrollments)
      if (
        e.person.id === profile &&
        e.journey.id === journey &&
        e.state !== 'ended' &&
        (key === undefined || e.key === String(key))
      )
        end(world, e, 'removed');
    world.fired.add(`barred ${journey} ${profile}`);
  } else if ('profile' in entry) settlePerson(world, mergeProfile(world, entry.profile));
  else if ('consent' in entry) {
    const { profile, channel, purpose, granted } = entry.consent;
    const person = personOf(world, profile);
    person.consent[channel] =
      purpose === undefined ? { '*': granted } : { ...person.consent[channel], [purpose]: granted };
    settlePerson(world, person);
  } else if ('event' in entry) {
    if (!('merge' in entry.event)) event(world, entry.event);
  } else if ('receipt' in entry) receipt(world, entry.receipt);
}

/** 11.6: deeds, profile, exits and goals, consent, other events. */
function rankOf(world: World, entry: TimelineEntry): number {
  if ('profile' in entry) return 1;
  if ('consent' in entry) return 3;
  if (!('event' in entry) && !('receipt' in entry)) return 0;
  let person: Person;
  let happening: Happening;
  if ('event' in entry) {
    // merges are left out of the reference
    if ('merge' in entry.event || entry.event.profile === undefined) return 4;
    person = personOf(world, entry.event.profile);
    happening = {
      id: '',
      name: entry.event.name,
      properties: entry.event.properties ?? {},
      at: world.now,
      depth: 0,
    };
  } else ({ person, happening } = receiptOf(world, entry.receipt));
  const ends = activeOf(world, person).some((e) =>
    [...(e.document.goals ?? []), ...(e.document.exits ?? [])].some((one) =>
      reaches(world, e, happening, one),
    ),
  );
  return ends ? 2 : 4;
}

/** Instants after now at which something is to happen by itself. */
function alarms(world: World): number[] {
  const found: number[] = world.clocks.map(({ due }) => due);
  for (const e of world.enrollments) {
    if (e.state !== 'active') continue;
    const subject = subjectOf(world, e);
    const { kind, settings } = e.document.nodes[e.node] as Document['nodes'][string]; // where it stands
    found.push(
      ...(e.document.exits ?? []).flatMap(({ condition }) => (condition ? moments(condition, subject) : [])),
    );
    if (kind === 'waitFor')
      found.push(
        ...settings.paths.flatMap(({ condition }) => (condition ? moments(condition, subject) : [])),
      );
    if (!frozen(e)) found.push(e.wait?.until ?? Infinity, e.send?.at ?? Infinity);
  }
  for (const journey of world.journeys.values()) {
    if (journey.state !== 'paused')
      found.push(...journey.heldEntries.map(({ releaseAt }) => releaseAt ?? Infinity));
    const { settings } = triggerOf(journey.document);
    for (const person of world.people.values()) {
      found.push(...callsOf(world, journey, settings, person));
      if (settings.on !== 'audience') continue;
      const subject = {
        world,
        person,
        zone: zoneOf(world, person, journey.document),
        entry: null,
        enteredAt: world.now,
        key: null,
        vars: {},
      };
      if (settings.condition) found.push(...moments(settings.condition, subject));
      if (settings.audience)
        found.push(...moments({ type: 'audience', audience: settings.audience, is: 'in' }, subject));
    }
  }
  return found.filter((at) => at > world.now);
}

/** Instants at which a schedule or a date calls one customer. */
function callsOf(world: World, journey: Running, settings: Settings, person: Person): number[] {
  if (!['schedule', 'date'].includes(settings.on) || !isOpen(journey)) return [];
  const zone = zoneOf(world, person, journey.document, settings.zone);
  const subject = { world, person, zone, entry: null, enteredAt: world.now, key: null, vars: {} };
  const value = settings.on === 'date' ? read(subject, String(settings.attribute)) : undefined;
  const until = Date.parse(world.scenario.until);
  return occurrencesOf(settings, zone, value, until + 2 * DAY).filter((at) => at >= journey.publishedAt);
}

/** Everything that is due now by itself, to rest. */
function fire(world: World): void {
  for (let any = true; any; ) {
    any = releaseDue(world);
    for (const person of sorted(world)) settlePerson(world, person);
    const waiting = world.enrollments.filter(
      (e) => e.state === 'active' && e.wait && e.wait.until <= world.now && !frozen(e),
    );
    waiting.sort(
      (a, b) =>
        (a.wait?.until ?? 0) - (b.wait?.until ?? 0) ||
        (a.person.id < b.person.id ? -1 : Number(a.person.id > b.person.id)),
    );
    for (const e of waiting) if (e.wait && e.wait.until <= world.now) timeOut(world, e);
    const clocks = world.clocks.filter(({ due }) => due <= world.now);
    world.clocks = world.clocks.filter((clock) => !clocks.includes(clock));
    for (const { journey, person, event: first } of clocks)
      offer(world, journey, { at: world.now, person, event: first, by: 'trigger' });
    const sent = dispatch(world, false);
    any = startCalled(world) + waiting.length + clocks.length > 0 || sent || any;
  }
}

/** Schedules and dates, the higher priority first, each to rest. */
function startCalled(world: World): number {
  let started = 0;
  const priorityOf = ({ document }: Running) => document.priority ?? 50;
  for (const journey of [...world.journeys.values()].sort((a, b) => priorityOf(b) - priorityOf(a))) {
    const { settings } = triggerOf(journey.document);
    for (const person of sorted(world)) {
      const name = `call ${journey.id} ${person.id} ${world.now}`;
      if (world.fired.has(name) || !callsOf(world, journey, settings, person).includes(world.now)) continue;
      world.fired.add(name);
      started += 1;
      if (settings.on === 'date' || isMember(world, journey, person))
        offer(world, journey, { at: world.now, person, event: null, by: 'trigger' });
    }
    dispatch(world, true);
  }
  return started;
}

function instantAt(world: World, entries: TimelineEntry[]): void {
  let settled = false;
  while (entries.length > 0) {
    const ranked = entries.map((entry) => ({ entry, rank: rankOf(world, entry) }));
    const best = ranked.reduce((a, b) => (b.rank < a.rank ? b : a));
    if (best.rank >= 2 && !settled) {
      settled = true;
      for (const person of sorted(world)) settleExits(world, person);
      continue;
    }
    entries.splice(entries.indexOf(best.entry), 1);
    deed(world, best.entry);
    dispatch(world, true);
  }
  fire(world);
}

export function interpret(scenario: Scenario): Report {
  const report = Object.fromEntries(LISTS.map((list) => [list, []])) as unknown as Report; // one empty list per name
  const world: World = {
    ...{ now: -8e15, scenario, report, people: new Map(), journeys: new Map(), enrollments: [], clocks: [] },
    ...{ pace: new Map(), afterStep: [], arms: new Map(), fired: new Set() },
  };
  const until = Date.parse(scenario.until);
  const timeline = scenario.timeline.map((entry) => ({ at: Date.parse(entry.at), entry }));
  for (const { at, ...profile } of scenario.profiles) {
    if (at === undefined) mergeProfile(world, profile);
    else timeline.push({ at: Date.parse(at), entry: { at, profile } });
  }
  for (;;) {
    const later = timeline.filter(({ at }) => at > world.now).map(({ at }) => at);
    const now = Math.min(...later, ...alarms(world));
    if (now > until) break;
    world.now = now;
    instantAt(
      world,
      timeline.filter(({ at }) => at === now).map(({ entry }) => entry),
    );
  }
  for (const e of world.enrollments) {
    const row = { profile: e.person.id, journey: e.journey.id, node: e.node, key: e.key };
    if (e.state !== 'ended') report[e.state === 'parked' ? 'parked' : 'waiting'].push(row);
  }
  for (const { id, attributes, tags } of sorted(world)) report.profiles.push({ id, attributes, tags });
  return report;
}
