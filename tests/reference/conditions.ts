/** Conditions of language.md §9: whether one holds now, and at which instants the clock alone can change that. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Comparison, Condition, Where } from '../../shared/condition.ts';
import { DAY, instantOf, readDate, shift, shiftWall, startOfDay, startOfUnit, wallOf } from './calendar.ts';
import type { Bag, Document, Happening, Person, Subject, World } from './world.ts';

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
export function zoneOf(of: Pick<Subject, 'world' | 'person' | 'document'>, setting = 'profile'): string {
  const { timeZone } = of.world.scenario.workspace;
  const [own, journeys] = [of.person.timeZone, of.document?.timeZone];
  const chains: { [setting: string]: (string | undefined)[] } = {
    ...{ profile: [own, journeys, timeZone], journey: [journeys, timeZone], workspace: [timeZone] },
  };
  return (chains[setting] ?? [setting, timeZone]).find((name) => name !== undefined && isZone(name)) ?? 'UTC';
}

/** A customer who is not inside. */
export const outsider = (
  world: World,
  person: Person,
  document: Document,
  entry: Happening | null = null,
) => ({
  ...{ world, person, document, entry, enteredAt: world.now, key: null, vars: {} },
});

export function walk(from: unknown, path: string): unknown {
  let value = from;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Bag)[name]; // an object, asked above
  }
  return value;
}
export function read({ person, entry, vars, key }: Subject, path: string): unknown {
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
  if (op === '=' || op === '!=') return (a === b) === (op === '=');
  if (typeof a === 'boolean') return false;
  return (op.startsWith('>') ? a > b : a < b) || (op.endsWith('=') && a === b);
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
      const years = new Date(wall).getUTCFullYear() - new Date(date.wall).getUTCFullYear();
      return startOfDay(shiftWall(date.wall, years * 12, 0)) === startOfDay(wall);
    }
  }
}

export function compare(value: unknown, asked: Comparison, zone: string, now: number): boolean {
  if (value === undefined || value === null) return ['missing', '!=', 'notIn'].includes(asked.op);
  switch (asked.op) {
    case 'exists':
    case 'missing':
      return asked.op === 'exists';
    case 'between':
      return ordered(value, '>=', asked.value[0]) && ordered(value, '<=', asked.value[1]);
    case 'in':
    case 'notIn':
      return asked.value.some((item) => item === value) === (asked.op === 'in');
    case 'contains':
    case 'startsWith':
      if (Array.isArray(value)) return asked.op === 'contains' && value.includes(asked.value);
      if (typeof value !== 'string' || typeof asked.value !== 'string') return false;
      return asked.op === 'contains' ? value.includes(asked.value) : value.startsWith(asked.value);
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

/** What a condition counts, before its `within` is asked. */
function occurrences(asked: Condition, subject: Subject): { at: number; event?: Happening }[] {
  const { world, person, enteredAt, entry } = subject;
  const isOwn = (at: number) => !('scope' in asked) || asked.scope !== 'enrollment' || at >= enteredAt;
  if (asked.type === 'event' || asked.type === 'eventSum')
    return person.events
      .filter((event) => event.name === asked.event && fits(asked.where, event, zoneOf(subject), world.now))
      .flatMap((event) => (isOwn(event.at) || event === entry ? [{ at: event.at, event }] : []));
  if (asked.type === 'message') {
    const is = asked.is === 'received' ? 'sent' : asked.is;
    const told = person.events.filter(({ name }) => name === `message_${is}`);
    const receipts = told.flatMap(({ at, about }) => (about ? [{ at, send: about }] : []));
    const sends = person.sends.filter(({ outcome }) => outcome === is).map((send) => ({ at: send.at, send }));
    const isAsked = (name: 'channel' | 'journey' | 'node', value: string) => (asked[name] ?? value) === value;
    return [...receipts, ...sends].filter(
      ({ at, send }) =>
        isAsked('channel', send.channel) &&
        isAsked('journey', send.of.journey.id) &&
        isAsked('node', send.node) &&
        (asked.tag === undefined || send.tags.includes(asked.tag)) &&
        isOwn(at),
    );
  }
  if (asked.type !== 'journey') return [];
  const runs = world.enrollments.filter((e) => e.person === person && e.journey.id === asked.journey);
  if (asked.is === 'converted') return runs.flatMap(({ goals }) => goals.map((at) => ({ at })));
  if (asked.is === 'completed')
    return runs.flatMap(({ reason, endedAt = 0 }) => (reason === 'completed' ? [{ at: endedAt }] : []));
  const counted = runs.filter(({ state }) => asked.is === 'entered' || state !== 'ended');
  return counted.map((e) => ({ at: e.enteredAt }));
}

export function holds(asked: Condition, subject: Subject): boolean {
  const { person, world } = subject;
  const { now } = world;
  switch (asked.type) {
    case 'all':
      return asked.of.every((one) => holds(one, subject));
    case 'any':
      return asked.of.some((one) => holds(one, subject));
    case 'not':
      return !holds(asked.of, subject);
    case 'attribute': {
      const value = read(subject, asked.attribute);
      if (asked.op !== 'hasBeenFor') return compare(value, asked, zoneOf(subject), now);
      const since = equalSince(subject, asked.attribute, asked.value);
      return since !== null && since <= shift(now, asked.for, zoneOf(subject), -1);
    }
    case 'audience': {
      const audience = world.scenario.workspace.audiences[asked.audience] ?? { members: [] };
      const isIn = 'members' in audience ? audience.members.includes(person.id) : holds(audience, subject);
      return isIn === ((asked.is ?? 'in') === 'in');
    }
    case 'consent': {
      const given = consentOf(person, asked.channel, asked.purpose ?? 'marketing');
      return asked.is === (given === undefined ? 'unknown' : given ? 'granted' : 'withdrawn');
    }
    case 'bucket': {
      const slot = slotOf(asked.salt, person.id);
      return asked.from <= slot && slot < asked.to;
    }
    default: {
      const earliest = asked.within === undefined ? -Infinity : shift(now, asked.within, zoneOf(subject), -1);
      const counted = occurrences(asked, subject).filter(({ at }) => at >= earliest);
      if (asked.type === 'event')
        return ordered(counted.length, asked.count?.op ?? '>=', asked.count?.value ?? 1);
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

/** Instants after now at which the clock alone may change the answer (9.4); more than needed does no harm. */
export function moments(asked: Condition, subject: Subject): number[] {
  const { now, scenario } = subject.world;
  const zone = zoneOf(subject);
  if (asked.type === 'all' || asked.type === 'any') return asked.of.flatMap((one) => moments(one, subject));
  if (asked.type === 'not') return moments(asked.of, subject);
  const audience = asked.type === 'audience' ? scenario.workspace.audiences[asked.audience] : undefined;
  if (audience && 'type' in audience) return moments(audience, subject);
  /** the instant counts as long as the span before it, or after it, reaches it */
  const turning = (at: number, span: string, side = -1) => [
    ...[at, at + 1, firstWhen(now, (t) => shift(t, span, zone, side) >= at + (side < 0 ? 1 : 0))],
  ];
  if ('within' in asked && asked.within !== undefined) {
    const { within } = asked;
    return occurrences(asked, subject).flatMap(({ at }) => turning(at, within));
  }
  if (asked.type !== 'attribute') return [];
  if (asked.op === 'hasBeenFor') {
    const since = equalSince(subject, asked.attribute, asked.value);
    return since === null ? [] : turning(since - 1, asked.for);
  }
  if (asked.op === 'inPeriod' || asked.op === 'anniversary')
    return [instantOf(startOfDay(wallOf(now, zone)) + DAY, zone)];
  const date = readDate(read(subject, asked.attribute), zone);
  if (!date || (asked.op !== 'inLast' && asked.op !== 'inNext')) return [];
  return turning(date.at, asked.value, asked.op === 'inNext' ? 1 : -1);
}
