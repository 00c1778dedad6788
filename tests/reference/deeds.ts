/** What an entry of the timeline does (language.md §8, 11.6). */
import type { TimelineEntry } from '../../shared/scenario.ts';
import { fits } from './conditions.ts';
import { isMember, refuse } from './entry.ts';
import { happen, takeHeld } from './events.ts';
import type { Bag, Document, Enrollment, Happening, Person, Running, World } from './records.ts';
import { advance } from './sending.ts';
import { callIn, end, offer, settle } from './steps.ts';
import { reaches, triggerOf } from './waits.ts';
import {
  activeOf,
  happeningOf,
  isOpen,
  note,
  oldestFirst,
  peopleOf,
  personOf,
  setAttributes,
} from './world.ts';

type GivenReceipt = Extract<TimelineEntry, { receipt: object }>['receipt'];
/** A receipt for nothing that was sent: the scenario is wrong (§11.5). */
export class NothingMatches extends Error {
  readonly receipt: GivenReceipt;
  constructor(receipt: GivenReceipt) {
    super(JSON.stringify(receipt));
    this.receipt = receipt;
  }
}

export function mergeProfile(world: World, given: Bag): Person {
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
    for (const person of [...journey.members]) callIn(world, journey, person);
}

/** 8.2: held timers and events are taken at once; entries and the messages they lead to are paced, or dropped. */
function resume(world: World, journey: Running, drop: boolean): void {
  const gap = 1000 / (world.scenario.workspace.releasePerSecond ?? 50);
  const sinceOf = (e: Enrollment) =>
    Math.min(
      e.held[0]?.at ?? Infinity,
      e.wait?.until ?? Infinity,
      e.send?.released ? e.send.due : (e.send?.at ?? Infinity),
    );
  const inside = world.enrollments
    .filter((e) => e.journey === journey && e.state === 'active')
    .map((e) => ({ at: sinceOf(e), person: e.person, e }));
  const held = oldestFirst(
    inside.filter(({ at }) => at <= world.now),
    ({ at }) => at,
  );
  for (const { e } of held) takeHeld(world, e);
  if (drop) {
    for (const { e } of held) if (e.send) advance(world, e, 'not-live', 'not-live');
    for (const one of journey.heldEntries.splice(0))
      refuse(world, journey, one, one.isRemoved ? 'removed-by-hand' : 'not-live');
    return;
  }
  const turns = oldestFirst([...held.filter(({ e }) => e.send), ...journey.heldEntries], ({ at }) => at);
  turns.forEach((one, index) => {
    const turn = world.now + index * gap;
    if ('e' in one) Object.assign(one.e.send ?? {}, { at: turn, planned: true, released: true });
    else one.releaseAt = turn;
  });
  releaseDue(world);
}

export function releaseDue(world: World): boolean {
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
  const happening = { ...happeningOf(world, given.name, given.properties), id: given.id, at };
  if (given.profile !== undefined) {
    const person = personOf(world, given.profile);
    if (given.attributes) setAttributes(world, person, { ...person.attributes, ...given.attributes });
    return happen(world, person, happening);
  }
  for (const journey of world.journeys.values()) {
    const { settings } = triggerOf(journey.document);
    if (settings.on !== 'business' || settings.event !== given.name || !isOpen(journey)) continue;
    if (!fits(settings.where, happening, world.scenario.workspace.timeZone, world.now)) continue;
    for (const person of peopleOf(world))
      if (isMember(world, journey, person, happening)) callIn(world, journey, person, happening);
  }
}

function receiptOf(world: World, given: GivenReceipt): { person: Person; happening: Happening } {
  const person = personOf(world, given.profile);
  const sent = person.sends.filter(
    ({ node, of, outcome }) =>
      outcome !== 'failed' &&
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

function receipt(world: World, given: GivenReceipt): void {
  const { person, happening } = receiptOf(world, given);
  if (given.kind === 'optedOut') person.consent[happening.about?.channel ?? ''] = { '*': false };
  if (given.kind === 'complained') person.suppressed.push('complaint');
  happen(world, person, happening);
}

/** Does it; what follows at the same instant is for the interpreter. */
export function deed(world: World, entry: TimelineEntry): void {
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
    const { channel, for: whom } = entry.provider;
    const others = world.answers.filter((one) => one.channel !== channel || one.for !== whom);
    world.answers = [{ ...entry.provider }, ...others];
  } else if ('enrol' in entry) {
    const { profile, journey, key, properties, override } = entry.enrol;
    const running = world.journeys.get(journey);
    const person = personOf(world, profile);
    const given = { at: world.now, person, event: happeningOf(world, '', properties) };
    if (running) offer(world, running, { ...given, by: 'hand', key, override });
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
    for (const held of world.journeys.get(journey)?.heldEntries ?? [])
      if (held.person.id === profile) held.isRemoved = true;
    world.fired.add(`barred ${journey} ${profile}`);
  } else if ('profile' in entry) settle(world, mergeProfile(world, entry.profile));
  else if ('consent' in entry) {
    const { profile, channel, purpose, granted } = entry.consent;
    const person = personOf(world, profile);
    person.consent[channel] =
      purpose === undefined ? { '*': granted } : { ...person.consent[channel], [purpose]: granted };
    settle(world, person);
  } else if ('event' in entry) {
    if (!('merge' in entry.event)) event(world, entry.event);
  } else if ('receipt' in entry) receipt(world, entry.receipt);
}

/** 11.6: deeds, profile, exits and goals, consent, other events. */
export function rankOf(world: World, entry: TimelineEntry): number {
  if ('profile' in entry) return 1;
  if ('consent' in entry) return 3;
  if (!('event' in entry) && !('receipt' in entry)) return 0;
  let person: Person;
  let happening: Happening;
  if ('event' in entry) {
    // merges are left out of the reference
    if ('merge' in entry.event || entry.event.profile === undefined) return 4;
    person = personOf(world, entry.event.profile);
    happening = happeningOf(world, entry.event.name, entry.event.properties);
  } else ({ person, happening } = receiptOf(world, entry.receipt));
  const ends = activeOf(world, person).some((e) =>
    [...(e.document.goals ?? []), ...(e.document.exits ?? [])].some((one) =>
      reaches(world, e, happening, one),
    ),
  );
  return ends ? 2 : 4;
}
