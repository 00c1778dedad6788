/** Conditions of language.md §9: whether one holds now, and at which instants the clock alone can change that. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Comparison, Condition, Where } from '../../shared/condition.ts';
import { DAY, instantOf, readDate, shift, shiftWall, startOfDay, startOfUnit, wallOf } from './calendar.ts';
import type { Bag, Document, Enrollment, Happening, Person, World } from './records.ts';

/** What a condition is asked of. */
export interface Subject {
  world: World;
  person: Person;
  zone: string;
  entry: Happening | null;
  enteredAt: number;
  key: string | null;
  vars: Bag;
}

const zones = new Map<string, boolean>();
function isZone(name: string): boolean {
  if (!zones.has(name)) {
    try {
      zones.set(name, new Intl.DateTimeFormat('en', { timeZone: name }) !== null);
    } catch {
      zones.set(name, false);
    }
  }
  return zones.get(name) === true;
}
/** 4.1 */
export function zoneOf(world: World, person: Person, document?: Document, setting = 'profile'): string {
  const workspace = world.scenario.workspace.timeZone;
  const chain = {
    profile: [person.timeZone, document?.timeZone],
    journey: [document?.timeZone],
    workspace: [],
  };
  const names = setting in chain ? chain[setting as keyof typeof chain] : [setting]; // `in` has just asked
  return [...names, workspace].find((name) => name !== undefined && isZone(name)) ?? 'UTC';
}

export function subjectOf(world: World, e: Enrollment): Subject {
  const { person, entry, enteredAt, key, vars } = e;
  return { world, person, zone: zoneOf(world, person, e.document), entry, enteredAt, key, vars };
}

/** A customer who is not inside. */
export function outsider(
  world: World,
  person: Person,
  document: Document,
  zone?: string,
  entry: Happening | null = null,
): Subject {
  const nothing = { entry, enteredAt: world.now, key: null, vars: {} };
  return { world, person, zone: zoneOf(world, person, document, zone), ...nothing };
}

export function walk(from: unknown, path: string): unknown {
  let value = from;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Bag)[name]; // an object, asked above
  }
  return value;
}
export function read(subject: Subject, path: string): unknown {
  const { person, entry, vars, key } = subject;
  const [root, rest] = [path.split('.')[0], path.slice(path.indexOf('.') + 1)];
  if (path === 'key') return key;
  if (path === 'tags') return person.tags;
  if (root === 'event') return walk(entry?.properties, rest);
  return root === 'vars' ? walk(vars, rest) : walk(person.attributes, path);
}

/** statistics.md §9 */
export function slotOf(salt: string, id: string): number {
  const hash = sha256(new TextEncoder().encode(`${salt}\u001f${id.normalize('NFC')}`));
  return Number(new DataView(hash.buffer, hash.byteOffset).getBigUint64(0) % 10_000n);
}

type Scalar = string | number | boolean;
function ordered(left: unknown, op: string, right: Scalar): boolean {
  if (typeof left !== typeof right) return op === '!=';
  const [a, b] = [left as Scalar, right]; // of one type, asked above
  if (op === '=') return a === b;
  if (op === '!=') return a !== b;
  if (typeof a === 'boolean') return false;
  return op === '>' ? a > b : op === '>=' ? a >= b : op === '<' ? a < b : a <= b;
}

function dated(value: unknown, asked: Comparison, zone: string, now: number): boolean {
  const date = readDate(value, zone);
  if (!date) return false;
  const wall = wallOf(now, zone);
  switch (asked.op) {
    case 'before':
    case 'after': {
      const other = readDate(asked.value, zone);
      return other !== null && (asked.op === 'before' ? date.at < other.at : date.at > other.at);
    }
    case 'inLast':
      return shift(now, asked.value, zone, -1) <= date.at && date.at <= now;
    case 'inNext':
      return now <= date.at && date.at <= shift(now, asked.value, zone);
    case 'inPeriod': {
      const { unit, offset } = asked.value;
      return startOfUnit(wall, unit, offset) <= date.wall && date.wall < startOfUnit(wall, unit, offset + 1);
    }
    default: {
      const [then, today] = [new Date(date.wall), new Date(wall)];
      const years = today.getUTCFullYear() - then.getUTCFullYear();
      return startOfDay(shiftWall(date.wall, years * 12, 0)) === startOfDay(wall);
    }
  }
}

export function compare(value: unknown, asked: Comparison, zone: string, now: number): boolean {
  if (asked.op === 'missing') return value === undefined || value === null;
  if (value === undefined || value === null) return asked.op === '!=' || asked.op === 'notIn';
  switch (asked.op) {
    case 'exists':
      return true;
    case 'between':
      return ordered(value, '>=', asked.value[0]) && ordered(value, '<=', asked.value[1]);
    case 'in':
    case 'notIn':
      return asked.value.some((item) => item === value) === (asked.op === 'in');
    case 'contains':
      if (Array.isArray(value)) return value.includes(asked.value);
      return typeof value === 'string' && typeof asked.value === 'string' && value.includes(asked.value);
    case 'startsWith':
      return typeof value === 'string' && typeof asked.value === 'string' && value.startsWith(asked.value);
    case '=':
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
      return ordered(value, asked.op, asked.value);
    default:
      return dated(value, asked, zone, now);
  }
}

export function fits(where: Where | undefined, event: Happening, zone: string, now: number): boolean {
  if (!where) return true;
  if (where.type === 'property') return compare(walk(event.properties, where.property), where, zone, now);
  if (where.type === 'not') return !fits(where.of, event, zone, now);
  const one = (part: Where) => fits(part, event, zone, now);
  return where.type === 'all' ? where.of.every(one) : where.of.some(one);
}

/** Since when an attribute has had its value (`hasBeenFor`). */
function equalSince(subject: Subject, path: string, value: unknown): number | null {
  if (read(subject, path) !== value) return null;
  const past = subject.person.past.toReversed();
  const broken = past.findIndex(({ attributes }) => walk(attributes, path) !== value);
  return past[broken === -1 ? past.length - 1 : broken - 1]?.since ?? null;
}

/** Instants of what a condition counts, before its `within` is asked. */
function occurrences(asked: Condition, subject: Subject): { at: number; event?: Happening }[] {
  const { world, person } = subject;
  switch (asked.type) {
    case 'event':
    case 'eventSum':
      return person.events
        .filter((event) => event.name === asked.event && fits(asked.where, event, subject.zone, world.now))
        .filter((e) => asked.scope !== 'enrollment' || e.at >= subject.enteredAt || e === subject.entry)
        .map((event) => ({ at: event.at, event }));
    case 'message': {
      const is = asked.is === 'received' ? 'sent' : asked.is;
      const own = is === 'sent' || is === 'failed';
      const all = own
        ? person.sends.filter(({ outcome }) => outcome === is).map((send) => ({ at: send.at, send }))
        : person.events
            .filter(({ name }) => name === `message_${is}`)
            .flatMap(({ at, about }) => (about ? [{ at, send: about }] : []));
      return all
        .filter(({ send }) => asked.channel === undefined || send.channel === asked.channel)
        .filter(({ send }) => asked.journey === undefined || send.of.journey.id === asked.journey)
        .filter(({ send }) => asked.node === undefined || send.node === asked.node)
        .filter(({ send }) => asked.tag === undefined || send.tags.includes(asked.tag))
        .filter(({ at }) => asked.scope !== 'enrollment' || at >= subject.enteredAt);
    }
    case 'journey': {
      const runs = world.enrollments.filter((e) => e.person === person && e.journey.id === asked.journey);
      if (asked.is === 'entered') return runs.map(({ enteredAt }) => ({ at: enteredAt }));
      if (asked.is === 'active')
        return runs.filter(({ state }) => state !== 'ended').map((e) => ({ at: e.enteredAt }));
      if (asked.is === 'converted') return runs.flatMap(({ goals }) => goals);
      return runs.filter((e) => e.reason === 'completed').map((e) => ({ at: e.endedAt ?? 0 }));
    }
    default:
      return [];
  }
}

const inAudience = (asked: { audience: string }, subject: Subject): boolean => {
  const audience = subject.world.scenario.workspace.audiences[asked.audience];
  if (!audience) return false;
  return 'members' in audience ? audience.members.includes(subject.person.id) : holds(audience, subject);
};

export function holds(asked: Condition, subject: Subject): boolean {
  const { person, zone } = subject;
  const now = subject.world.now;
  switch (asked.type) {
    case 'all':
      return asked.of.every((one) => holds(one, subject));
    case 'any':
      return asked.of.some((one) => holds(one, subject));
    case 'not':
      return !holds(asked.of, subject);
    case 'attribute': {
      if (asked.op !== 'hasBeenFor') return compare(read(subject, asked.attribute), asked, zone, now);
      const since = equalSince(subject, asked.attribute, asked.value);
      return since !== null && since <= shift(now, asked.for, zone, -1);
    }
    case 'audience':
      return inAudience(asked, subject) === ((asked.is ?? 'in') === 'in');
    case 'consent': {
      const given = consentOf(person, asked.channel, asked.purpose ?? 'marketing');
      return asked.is === (given === undefined ? 'unknown' : given ? 'granted' : 'withdrawn');
    }
    case 'bucket': {
      const slot = slotOf(asked.salt, person.id);
      return asked.from <= slot && slot < asked.to;
    }
    default: {
      const earliest = asked.within === undefined ? -Infinity : shift(now, asked.within, zone, -1);
      const counted = occurrences(asked, subject).filter(({ at }) => at >= earliest);
      if (asked.type === 'event') {
        const { op, value } = asked.count ?? { op: '>=', value: 1 };
        return ordered(counted.length, op, value);
      }
      if (asked.type !== 'eventSum') return counted.length > 0;
      const amounts = counted.map(({ event }) => walk(event?.properties, asked.property));
      const sum = amounts.reduce<number>((total, one) => total + (typeof one === 'number' ? one : 0), 0);
      return ordered(sum, asked.op, asked.value);
    }
  }
}

export function consentOf(person: Person, channel: string, purpose: string): boolean | undefined {
  const given = person.consent[channel];
  return given?.[purpose] ?? given?.['*'];
}

/** First instant after `from` at which a test that stays true becomes true. */
function firstWhen(from: number, test: (at: number) => boolean): number {
  let [low, high] = [from, from + 800 * DAY];
  if (test(low) || !test(high)) return Infinity;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (test(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Instants after now at which the clock alone may change the answer; more than needed does no harm. */
export function moments(asked: Condition, subject: Subject): number[] {
  const { zone, world } = subject;
  const leaving = (at: number, within: string) =>
    firstWhen(world.now, (t) => shift(t, within, zone, -1) > at);
  switch (asked.type) {
    case 'all':
    case 'any':
      return asked.of.flatMap((one) => moments(one, subject));
    case 'not':
      return moments(asked.of, subject);
    case 'audience': {
      const audience = world.scenario.workspace.audiences[asked.audience];
      return audience && 'type' in audience ? moments(audience, subject) : [];
    }
    case 'event':
    case 'eventSum':
    case 'message':
    case 'journey': {
      const { within } = asked;
      if (within === undefined) return [];
      const earliest = shift(world.now, within, zone, -1);
      return occurrences(asked, subject).flatMap(({ at }) => (at >= earliest ? [leaving(at, within)] : []));
    }
    case 'attribute': {
      if (asked.op === 'hasBeenFor') {
        const since = equalSince(subject, asked.attribute, asked.value);
        return since === null ? [] : [leaving(since - 1, asked.for)];
      }
      if (asked.op === 'inPeriod' || asked.op === 'anniversary')
        return [instantOf(startOfDay(wallOf(world.now, zone)) + DAY, zone)];
      const date = readDate(read(subject, asked.attribute), zone);
      if (!date || (asked.op !== 'inLast' && asked.op !== 'inNext')) return [];
      if (asked.op === 'inLast') return [date.at, leaving(date.at, asked.value)];
      return [date.at + 1, firstWhen(world.now, (t) => shift(t, asked.value, zone) >= date.at)];
    }
    default:
      return [];
  }
}
