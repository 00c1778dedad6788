// The only place that asks the time zone database: everything else is integer arithmetic on what is found here.
import { Temporal } from 'temporal-polyfill';
import { DAY_MS } from '../../../shared/timeUnits.ts';

/** A stretch of instants `[fromMs, toMs)` in which the clocks of a zone keep one distance to UTC. */
export interface OffsetRange {
  readonly fromMs: number;
  readonly toMs: number;
  /** Local time minus UTC. */
  readonly offsetMs: number;
}

interface ZoneRanges {
  /** In order of time, never overlapping, possibly with holes that nobody has asked for yet. */
  ranges: OffsetRange[];
  last: OffsetRange;
}

/** Spellings remembered, known or not: profiles bring zone names from outside. */
export const ZONE_NAMES_MAX = 2_000;
/** Ranges remembered per zone; a hundred years of summer time are 200. */
export const RANGES_PER_ZONE_MAX = 1_000;
/** How far ahead "no further change" is believed: the polyfill looks no further than three years past the instant. */
const SEARCHED_AHEAD_MS = 1_095 * DAY_MS;
// names of the database begin with a letter; Temporal would take `+08:00` too, which is no zone with rules
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

const zones = new Map<string, ZoneRanges | null>();
const NOTHING: OffsetRange = { fromMs: 0, toMs: 0, offsetMs: 0 };
let lastName = '';
let lastZone: ZoneRanges | null = null;

/** Whether the time zone database knows the name; upper and lower case are one. */
export function isZone(name: string): boolean {
  return zoneRangesOf(name) !== null;
}

/**
 * The stretch of unchanged offset that holds the instant.
 *
 * Errors: RangeError for a zone that `isZone` denies; who resolves zones (language 4.1) has asked before.
 */
export function offsetRangeAt(ms: number, zone: string): OffsetRange {
  const known = zone === lastName ? lastZone : zoneRangesOf(zone);
  if (known === null) throw new RangeError(`unknown time zone ${zone}`);
  const { last } = known;
  if (ms >= last.fromMs && ms < last.toMs) return last;
  const found = rangeIn(known.ranges, ms) ?? remember(known, computeRange(ms, zone));
  known.last = found;
  return found;
}

function zoneRangesOf(name: string): ZoneRanges | null {
  let known = zones.get(name);
  if (known === undefined) {
    if (zones.size >= ZONE_NAMES_MAX) zones.clear();
    known = isInDatabase(name) ? { ranges: [], last: NOTHING } : null;
    zones.set(name, known);
  }
  lastName = name;
  lastZone = known;
  return known;
}

function isInDatabase(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    new Temporal.ZonedDateTime(0n, name);
    return true;
  } catch {
    return false; // this is how Temporal says no
  }
}

function rangeIn(ranges: readonly OffsetRange[], ms: number): OffsetRange | undefined {
  const range = ranges[firstEndingAfter(ranges, ms)];
  return range !== undefined && range.fromMs <= ms ? range : undefined;
}

function firstEndingAfter(ranges: readonly OffsetRange[], ms: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle];
    if (range !== undefined && range.toMs <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function computeRange(ms: number, zone: string): OffsetRange {
  const here = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const next = here.getTimeZoneTransition('next');
  // one millisecond later, because `previous` leaves out a change at the very instant
  const previous = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    // the polyfill answers `undefined` where the standard says null
    fromMs: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    toMs: next?.epochMilliseconds ?? ms + SEARCHED_AHEAD_MS,
    offsetMs: here.offsetNanoseconds / 1e6,
  };
}

/** Adds a range, or lengthens the one known to begin at the same change. */
function remember(zone: ZoneRanges, range: OffsetRange): OffsetRange {
  if (zone.ranges.length >= RANGES_PER_ZONE_MAX) zone.ranges = [];
  const at = firstEndingAfter(zone.ranges, range.fromMs);
  const isLonger = zone.ranges[at]?.fromMs === range.fromMs;
  zone.ranges.splice(at, isLonger ? 1 : 0, range);
  return range;
}
