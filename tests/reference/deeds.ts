/** What an entry of the timeline does (language.md §8, 11.6). */
import type { TimelineEntry } from '../../shared/scenario.ts';
import { fits } from './conditions.ts';
import { isMember, refuse } from './entry.ts';
import { happen, takeHeld } from './events.ts';
import { advance } from './sending.ts';
import { callIn, end, offer, settle } from './steps.ts';
import { settleTests } from './traffic.ts';
import { reaches } from './waits.ts';
import {
  activeOf,
  type Document,
  type Enrollment,
  type Happening,
  happeningOf,
  isOpen,
  type Node,
  note,
  type Offer,
  oldestFirst,
  type Person,
  peopleOf,
  personOf,
  type Running,
  setAttributes,
  type World,
} from './world.ts';

type Names<Entry> = Entry extends unknown ? Exclude<keyof Entry, 'at'> : never;
type Name = Exclude<Names<TimelineEntry>, 'retry' | 'restart' | 'down'>;
type Given<Of extends Name> = Extract<TimelineEntry, { [name in Of]: unknown }>[Of];

/** A receipt for nothing that was sent: the scenario is wrong (§11.5). */
export class NothingMatches extends Error {
  readonly receipt: Given<'receipt'>;
  constructor(receipt: Given<'receipt'>) {
    super(JSON.stringify(receipt));
    this.receipt = receipt;
  }
}

export function mergeProfile(world: World, given: Given<'profile'>): Person {
  const person = personOf(world, given.id);
  const { attributes, addresses, consent = {}, tags = [], suppressed = [], timeZone, locale } = given;
  Object.assign(person.addresses, addresses);
  person.timeZone = timeZone ?? person.timeZone;
  person.locale = locale ?? person.locale;
  person.tags = [...new Set([...person.tags, ...tags])];
  person.suppressed.push(...suppressed);
  for (const [channel, granted] of Object.entries(consent))
    person.consent[channel] =
      typeof granted === 'boolean' ? { '*': granted } : { ...person.consent[channel], ...granted };
  setAttributes(world, person, { ...person.attributes, ...attributes });
  return person;
}

/** The journey, in its new state when the one before allows it. */
function change(world: World, given: string | { journey: string }, from: string[], to: Running['state']) {
  const id = typeof given === 'string' ? given : given.journey;
  const journey = world.journeys.get(id);
  if (!journey || !from.includes(journey.state))
    return void note(world, 'problems', { journey: id, code: 'transition-refused' });
  journey.state = to;
  return journey;
}

/** Defaults of §11, by kind of node. */
const DEFAULTS: { [kind: string]: object } = {
  trigger: { when: 'enter', offset: 'P0D', at: '09:00' },
  message: { tags: [], quiet: 'hold' },
  enrol: { mode: 'start' },
  waitFor: { mode: 'first', lookBack: 'sinceEntry', restart: [] },
};

/** A document with its defaults; that it is valid has been checked before. */
function documentOf(written: unknown, journeys: World['journeys']): Document {
  const given = Object.assign({ class: 'marketing', priority: 50, exits: [] }, written as Document);
  const nodes = Object.fromEntries(
    Object.entries(given.nodes).map(([id, node]): [string, Node] => {
      return [id, { ...node, settings: { ...DEFAULTS[node.kind], ...node.settings } }];
    }),
  );
  const [node, start] = Object.entries(nodes).find(([, { kind }]) => kind === 'trigger') ?? []; // 1.2: exactly one
  const trigger = { ...start?.settings, node } as unknown as Document['trigger'];
  const reentry = { ...trigger.reentry, mode: trigger.reentry?.mode ?? 'once' };
  const goals = (given.goals ?? []).map((goal) => ({ ...goal, within: goal.within ?? 'P30D' }));
  const before = journeys.get(given.id)?.document;
  return {
    ...given,
    goals,
    nodes,
    trigger: { ...trigger, reentry },
    slots: new Map(),
    tested: new Map(),
    before,
  };
}

function publish(world: World, given: Given<'publish'>): void {
  const name = typeof given === 'string' ? given : (given.document ?? given.journey);
  const document = documentOf(world.scenario.journeys[name], world.journeys);
  const { id } = document;
  const present = world.journeys.get(id);
  if (present && !change(world, id, ['live'], 'live')) return;
  settleTests(world, document);
  const publishedAt = world.now;
  const fresh = {
    id,
    state: 'live' as const,
    document,
    publishedAt,
    members: new Set<Person>(),
    heldEntries: [],
  };
  const journey = Object.assign(present ?? fresh, { document, publishedAt });
  world.journeys.set(id, journey);
  if (document.trigger.on !== 'audience') return;
  journey.members = new Set([...world.people.values()].filter((person) => isMember(world, journey, person)));
  if (document.trigger.includeCurrent && !present)
    for (const person of [...journey.members]) callIn(world, journey, person);
}

function dropEntries(world: World, journey: Running): void {
  for (const one of journey.heldEntries.splice(0))
    refuse(world, journey, one, one.isRemoved ? 'removed-by-hand' : 'not-live');
}

/** 8.2: held timers and events are taken at once; entries and the messages they lead to are paced, or dropped. */
function resume(world: World, given: Given<'resume'>): void {
  const journey = change(world, given, ['paused'], 'live');
  if (!journey) return;
  const sinceOf = ({ held, wait, send }: Enrollment) => {
    const sendAt = send?.released ? send.due : send?.at;
    return Math.min(held[0]?.at ?? Infinity, wait?.until ?? Infinity, sendAt ?? Infinity);
  };
  const inside = world.enrollments
    .filter((e) => e.journey === journey && e.state === 'active')
    .map((e) => ({ at: sinceOf(e), person: e.person, e }));
  const due = oldestFirst(
    inside.filter(({ at }) => at <= world.now),
    ({ at }) => at,
  );
  for (const { e } of due) takeHeld(e);
  const acts = due.filter(({ e }) => e.send);
  if (typeof given !== 'string' && 'backlog' in given && given.backlog === 'drop') {
    for (const { e } of acts) advance(e, 'not-live', 'not-live');
    return dropEntries(world, journey);
  }
  const turns: (Offer | (typeof acts)[number])[] = [...acts, ...journey.heldEntries];
  for (const [index, one] of oldestFirst(turns, ({ at }) => at).entries()) {
    const turn = world.now + (index * 1000) / world.scenario.workspace.releasePerSecond;
    if ('e' in one) Object.assign(one.e.send ?? {}, { at: turn, released: true });
    else one.releaseAt = turn;
  }
  releaseDue(world);
}

export function releaseDue(world: World): boolean {
  let any = false;
  for (const journey of world.journeys.values()) {
    if (journey.state === 'paused') continue;
    for (const offered of journey.heldEntries.filter(({ releaseAt = Infinity }) => releaseAt <= world.now)) {
      journey.heldEntries.splice(journey.heldEntries.indexOf(offered), 1);
      offer(world, { journey, offered });
      any = true;
    }
  }
  return any;
}

function stop(world: World, given: Given<'stop'>): void {
  const id = typeof given === 'string' ? given : given.journey;
  const inside = world.enrollments.filter((e) => e.journey.id === id && e.state !== 'ended');
  const closed = inside.length > 0 ? ['closed'] : []; // it ends by itself when empty
  const journey = change(world, given, ['live', 'paused', ...closed], 'stopped');
  if (!journey) return;
  for (const e of inside) if (e.state !== 'ended') end(e, 'stopped');
  dropEntries(world, journey);
}

interface Personal {
  person: Person;
  happening: Happening;
}
/** An event of one customer; merges are left out of the reference. */
function customersEvent(world: World, given: Given<'event'>): Personal | null {
  if ('merge' in given || given.profile === undefined) return null;
  const at = given.occurredAt === undefined ? world.now : Date.parse(given.occurredAt);
  const happening = { ...happeningOf(world, given.name, given.properties), id: given.id, at };
  return { person: personOf(world, given.profile), happening };
}

function event(world: World, given: Given<'event'>): void {
  if (world.fired.has(`event ${given.id}`)) return note(world, 'duplicates', { id: given.id });
  world.fired.add(`event ${given.id}`);
  const found = customersEvent(world, given);
  if ('merge' in given) return;
  if (found) {
    const { person, happening } = found;
    if (given.attributes) setAttributes(world, person, { ...person.attributes, ...given.attributes });
    return happen(world, person, happening);
  }
  const happening = happeningOf(world, given.name, given.properties);
  for (const journey of world.journeys.values()) {
    const { on, event: name, where } = journey.document.trigger;
    if (on !== 'business' || name !== given.name || !isOpen(journey)) continue;
    if (!fits(where, happening, world.scenario.workspace.timeZone, world.now)) continue;
    for (const person of peopleOf(world))
      if (isMember(world, journey, person, happening)) callIn(world, journey, person, happening);
  }
}

function receiptOf(world: World, given: Given<'receipt'>): Personal {
  const person = personOf(world, given.profile);
  const sent = person.sends.filter(
    ({ node, of, outcome }) =>
      (outcome === 'sent' || outcome === 'unknown') &&
      node === given.node &&
      of.journey.id === given.journey &&
      (given.key === undefined || of.key === String(given.key)),
  );
  const about = typeof given.delivery === 'number' ? sent[given.delivery - 1] : sent.at(-1);
  if (!about) throw new NothingMatches(given);
  const { channel, template, node } = about;
  const delivery = sent.indexOf(about) + 1;
  const properties = { journey: given.journey, node, channel, template, delivery, ...given.properties };
  return { person, happening: { ...happeningOf(world, `message_${given.kind}`, properties), about } };
}

const DEEDS: { [Of in Name]: (world: World, given: Given<Of>) => unknown } = {
  publish,
  pause: (world, given) => change(world, given, ['live'], 'paused'),
  resume,
  close: (world, given) => change(world, given, ['live'], 'closed'),
  stop,
  provider(world, given) {
    const others = world.answers.filter((one) => one.channel !== given.channel || one.for !== given.for);
    world.answers = [{ ...given }, ...others];
  },
  enrol(world, { profile, journey: id, key, properties, override }) {
    const journey = world.journeys.get(id);
    const event = happeningOf(world, '', properties);
    const offered: Offer = {
      at: world.now,
      person: personOf(world, profile),
      event,
      by: 'hand',
      key,
      override,
    };
    if (journey) offer(world, { journey, offered });
  },
  remove(world, { profile, journey, key }) {
    for (const e of world.enrollments) {
      const isNamed = e.person.id === profile && e.journey.id === journey;
      if (isNamed && e.state !== 'ended' && (key === undefined || e.key === String(key))) end(e, 'removed');
    }
    for (const held of world.journeys.get(journey)?.heldEntries ?? [])
      if (held.person.id === profile) held.isRemoved = true;
    world.fired.add(`barred ${journey} ${profile}`);
  },
  profile: (world, given) => settle(world, mergeProfile(world, given)),
  consent(world, { profile, channel, purpose, granted }) {
    const person = personOf(world, profile);
    person.consent[channel] =
      purpose === undefined ? { '*': granted } : { ...person.consent[channel], [purpose]: granted };
    settle(world, person);
  },
  event,
  receipt(world, given) {
    const { person, happening } = receiptOf(world, given);
    if (given.kind === 'optedOut') person.consent[happening.about?.channel ?? ''] = { '*': false };
    if (given.kind === 'complained') person.suppressed.push('complaint');
    happen(world, person, happening);
  },
};

/** Does it; what follows at the same instant is for the interpreter. */
export function deed(world: World, { at: _at, ...entry }: TimelineEntry): void {
  for (const [name, given] of Object.entries(entry)) DEEDS[name as 'profile']?.(world, given); // what an entry holds under its own name
}

/** 11.6: deeds, profile, exits and goals, consent, other events. */
export function rankOf(world: World, entry: TimelineEntry): number {
  if ('profile' in entry) return 1;
  if ('consent' in entry) return 3;
  if (!('event' in entry) && !('receipt' in entry)) return 0;
  const given = 'event' in entry ? customersEvent(world, entry.event) : receiptOf(world, entry.receipt);
  const inside = given ? activeOf(world, given.person) : [];
  const ends = inside.some((e) =>
    [...e.document.goals, ...e.document.exits].some((one) => given && reaches(e, given.happening, one)),
  );
  return ends ? 2 : 4;
}
