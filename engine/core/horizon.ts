/** How long an answer holds while nothing but the clock changes (language.md 9.4). */
import type {
  Comparison,
  Condition,
  EventCondition,
  EventSumCondition,
  Where,
} from '../../shared/condition.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { JsonValue } from '../../shared/json.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import { AUDIENCE_DEPTH_MAX, evaluate, lastsFromMs } from './evaluate.ts';
import { type Facts, readIn, readPath } from './facts.ts';
import { civilDateOf, clampedDayNumberOf } from './time/civil.ts';
import { nextPassing } from './time/passing.ts';
import { periodOf } from './time/period.ts';
import { readDate } from './time/readDate.ts';
import { firstInstantOnWall, wallOf } from './time/wall.ts';

export interface Horizon {
  holds: boolean;
  /** the answer is this one at every instant before; infinity when the clock alone never changes it */
  untilMs: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Changes of an answer's parts that are followed; with more of them the horizon is earlier than the change, never later. */
const STEPS_MAX = 16;

/**
 * The answer of `evaluate`, and the earliest instant at which the clock alone can change it.
 * Slower than `evaluate`: for conditions that somebody watches.
 */
export function evaluateUntil(condition: Condition, facts: Facts, depth = 0): Horizon {
  switch (condition.type) {
    case 'all':
    case 'any': {
      const children = condition.of.map((child) => evaluateUntil(child, facts, depth));
      // one child that is false keeps `all` false, one that is true keeps `any` true
      const deciding = condition.type === 'any';
      const keepers = children.filter(({ holds }) => holds === deciding);
      const instants = (keepers.length > 0 ? keepers : children).map(({ untilMs }) => untilMs);
      return keepers.length > 0
        ? { holds: deciding, untilMs: Math.max(...instants) }
        : { holds: !deciding, untilMs: Math.min(NEVER, ...instants) };
    }
    case 'not': {
      const { holds, untilMs } = evaluateUntil(condition.of, facts, depth);
      return { holds: !holds, untilMs };
    }
    case 'audience': {
      const { holds, untilMs } = memberUntil(facts.audiences[condition.audience], facts, depth + 1);
      return { holds: holds === (condition.is === 'in'), untilMs };
    }
    default:
      return leafUntil(condition, facts);
  }
}

function memberUntil(definition: AudienceDefinition | undefined, facts: Facts, depth: number): Horizon {
  if (!definition || depth > AUDIENCE_DEPTH_MAX) return { holds: false, untilMs: NEVER };
  if ('members' in definition)
    return { holds: definition.members.includes(facts.profile.id), untilMs: NEVER };
  return evaluateUntil(definition, facts, depth);
}

type Leaf = Exclude<Condition, { type: 'all' | 'any' | 'not' | 'audience' }>;

/** Walks from one change of the parts to the next, until the answer is another one. */
function leafUntil(leaf: Leaf, facts: Facts): Horizon {
  const holds = evaluate(leaf, facts);
  let atMs = facts.nowMs;
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    atMs = nextChange(leaf, { ...facts, nowMs: atMs });
    if (atMs === NEVER || evaluate(leaf, { ...facts, nowMs: atMs }) !== holds) break;
  }
  return { holds, untilMs: atMs };
}

/** First instant after now at which something that a leaf looks at changes by the clock. */
function nextChange(leaf: Leaf, facts: Facts): number {
  switch (leaf.type) {
    case 'attribute': {
      const held = readPath(facts, leaf.attribute);
      if (leaf.op !== 'hasBeenFor') return comparisonChange(held, leaf, facts);
      return held === leaf.value ? later(lastsFromMs(leaf, facts), facts.nowMs) : NEVER;
    }
    case 'event':
    case 'eventSum':
      return eventsChange(leaf, facts);
    case 'journey':
      return leaf.within === undefined ? NEVER : windowsChange(journeyInstants(facts), leaf.within, facts);
    case 'message':
      return leaf.within === undefined ? NEVER : windowsChange(messageInstants(facts), leaf.within, facts);
    case 'consent':
    case 'bucket':
      return NEVER;
  }
}

function later(atMs: number, nowMs: number): number {
  return atMs > nowMs ? atMs : NEVER;
}

/** When an instant next enters or leaves `[now − within, now]`. */
function windowChange(instantMs: number, within: string, { nowMs, zone }: Facts): number {
  return instantMs > nowMs ? instantMs : nextPassing(instantMs + 1, `-${within}`, zone, nowMs);
}

function windowsChange(instants: readonly number[], within: string, facts: Facts): number {
  return instants.reduce((first, instant) => Math.min(first, windowChange(instant, within, facts)), NEVER);
}

function journeyInstants({ enrollments, conversions }: Facts): number[] {
  return [
    ...enrollments.flatMap((of) =>
      of.status === 'ended' ? [of.enteredAtMs, of.endedAtMs] : [of.enteredAtMs],
    ),
    ...conversions.map(({ atMs }) => atMs),
  ];
}

function messageInstants({ sends, events }: Facts): number[] {
  return [
    ...sends.flatMap(({ decidedAtMs }) => (decidedAtMs === null ? [] : [decidedAtMs])),
    ...events.filter(({ name }) => name.startsWith('message_')).map(({ occurredAtMs }) => occurredAtMs),
  ];
}

function eventsChange(
  { event: name, within, where }: EventCondition | EventSumCondition,
  facts: Facts,
): number {
  let first = NEVER;
  for (const event of facts.events) {
    if (event.name !== name) continue;
    if (within !== undefined) first = Math.min(first, windowChange(event.occurredAtMs, within, facts));
    if (where) first = Math.min(first, whereChange(where, event, facts));
  }
  return first;
}

function whereChange(where: Where, event: CustomerEvent, facts: Facts): number {
  switch (where.type) {
    case 'all':
    case 'any':
      return where.of.reduce((first, child) => Math.min(first, whereChange(child, event, facts)), NEVER);
    case 'not':
      return whereChange(where.of, event, facts);
    case 'property':
      return comparisonChange(readIn(event.properties, where.property), where, facts);
  }
}

/** Only comparisons of a date with today move with the clock. */
function comparisonChange(held: JsonValue | undefined, wanted: Comparison, { nowMs, zone }: Facts): number {
  switch (wanted.op) {
    case 'inLast':
    case 'inNext':
    case 'inPeriod':
    case 'anniversary':
      break;
    default:
      return NEVER;
  }
  const dateMs = readDate(held, zone);
  if (dateMs === null) return NEVER;
  switch (wanted.op) {
    case 'inLast':
      return Math.min(later(dateMs, nowMs), nextPassing(dateMs + 1, `-${wanted.value}`, zone, nowMs));
    case 'inNext':
      return Math.min(later(dateMs + 1, nowMs), nextPassing(dateMs, wanted.value, zone, nowMs));
    case 'inPeriod': {
      // the period of now lies `offset` before the date's while now lies `offset` before the date's period
      const { fromMs, toMs } = periodOf(dateMs, wanted.value.unit, 0 - wanted.value.offset, zone);
      return Math.min(later(fromMs, nowMs), later(toMs, nowMs));
    }
    case 'anniversary':
      return anniversaryChange(dateMs, nowMs, zone);
  }
}

/** When the local date next becomes, or stops being, the day of the year of a date. */
function anniversaryChange(dateMs: number, nowMs: number, zone: string): number {
  const { month, day } = civilDateOf(Math.floor(wallOf(dateMs, zone) / DAY_MS));
  const dayIn = (year: number) => clampedDayNumberOf(year, month, day);
  const isDay = (dayNumber: number) => dayIn(civilDateOf(dayNumber).year) === dayNumber;
  const isNow = isDay(Math.floor(wallOf(nowMs, zone) / DAY_MS));
  const change = firstInstantOnWall(nowMs, zone, (wallMs) => {
    const dayNumber = Math.floor(wallMs / DAY_MS);
    if (isDay(dayNumber) !== isNow) return wallMs;
    if (isNow) return (dayNumber + 1) * DAY_MS;
    const { year } = civilDateOf(dayNumber);
    const thisYear = dayIn(year);
    return (thisYear > dayNumber ? thisYear : dayIn(year + 1)) * DAY_MS;
  });
  return change ?? NEVER;
}
