// Goal: no zone of the database and no change of clocks in twenty years is calculated wrongly.
// Method: every change is found a second time by intlZone.ts; instants and local times on both sides of it, inside
// its gap or its repeated hour, and durations across it are compared with what that list says.
import { expect, test } from 'vitest';
import { addDuration } from '../../../engine/core/time/duration.ts';
import { instantOf, localOf } from '../../../engine/core/time/zone.ts';
import { type OffsetChange, offsetChanges, offsetReader } from './intlZone.ts';

const FROM_MS = Date.UTC(2015, 0, 1);
const TO_MS = Date.UTC(2035, 0, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const zones = Intl.supportedValuesOf('timeZone');
const changesOf = new Map<string, OffsetChange[]>();
for (const zone of zones) changesOf.set(zone, offsetChanges(zone, FROM_MS, TO_MS));

/** What the wall shows, from the parts; read back through `Date.UTC`, which the engine does not use. */
function shownAt(ms: number, zone: string): number {
  const { year, month, day, hour, minute, second, ms: milli, weekday } = localOf(ms, zone);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second, milli);
  expect(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(shown).getUTCDay()]).toBe(weekday);
  return shown;
}

function instantShowing(shown: number, zone: string): number {
  const date = new Date(shown);
  return instantOf(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      ms: date.getUTCMilliseconds(),
    },
    zone,
  );
}

/** Language 4.2 from the list of changes: skipped times resume at the change, repeated ones are the first. */
function expectedInstant(shown: number, changes: readonly OffsetChange[], firstOffsetMs: number): number {
  let offsetMs = firstOffsetMs;
  for (const { atMs, beforeMs, afterMs } of changes) {
    if (shown < atMs + beforeMs) return shown - beforeMs;
    if (shown < atMs + afterMs) return atMs;
    offsetMs = afterMs;
  }
  return shown - offsetMs;
}

function forEveryChange(
  check: (zone: string, change: OffsetChange, expected: (shown: number) => number) => void,
) {
  for (const [zone, changes] of changesOf) {
    const firstOffsetMs = offsetReader(zone)(FROM_MS);
    for (const change of changes)
      check(zone, change, (shown) => expectedInstant(shown, changes, firstOffsetMs));
  }
}

test('the sweep sees the database: over 400 zones and thousands of changes, back and forth', () => {
  const changes = [...changesOf.values()].flat();
  expect(zones.length).toBeGreaterThan(400);
  expect(changes.length).toBeGreaterThan(4_000);
  expect(changes.filter(({ beforeMs, afterMs }) => afterMs > beforeMs).length).toBeGreaterThan(2_000);
  expect(changes.filter(({ beforeMs, afterMs }) => afterMs < beforeMs).length).toBeGreaterThan(2_000);
});

test('the wall shows the right time around every change of every zone', () => {
  forEveryChange((zone, { atMs, beforeMs, afterMs }) => {
    const where = `${zone} ${new Date(atMs).toISOString()}`;
    expect(shownAt(atMs - 1, zone), where).toBe(atMs - 1 + beforeMs);
    expect(shownAt(atMs, zone), where).toBe(atMs + afterMs);
    expect(shownAt(atMs + DAY, zone) - shownAt(atMs, zone), where).toBe(DAY);
  });
});

test('the wall shows the right time at random instants of every zone, asked in random order', () => {
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  for (const zone of zones) {
    const offsetAt = offsetReader(zone);
    for (let i = 0; i < 50; i++) {
      const ms = FROM_MS + Math.floor(random() * (TO_MS - FROM_MS));
      expect(shownAt(ms, zone), `${zone} ${ms}`).toBe(ms + offsetAt(ms));
    }
  }
});

test('every local time in and around every gap and repeated hour has its one instant', () => {
  forEveryChange((zone, { atMs, beforeMs, afterMs }, expected) => {
    const edge = atMs + Math.min(beforeMs, afterMs);
    const width = Math.abs(afterMs - beforeMs);
    for (const shown of [
      edge - 1,
      edge,
      edge + width / 2,
      edge + width - 1,
      edge + width,
      edge + width + HOUR,
    ]) {
      expect(instantShowing(shown, zone), `${zone} ${new Date(shown).toISOString()}`).toBe(expected(shown));
    }
  });
});

test('durations across every change: days keep the time on the wall, hours the time that passes', () => {
  forEveryChange((zone, { atMs, beforeMs, afterMs }, expected) => {
    const where = `${zone} ${new Date(atMs).toISOString()}`;
    // half-way into what is skipped or repeated, a day and a week before
    const target = atMs + Math.min(beforeMs, afterMs) + Math.abs(afterMs - beforeMs) / 2;
    for (const [days, text] of [
      [1, 'P1D'],
      [7, 'P1W'],
      [7, 'P7D'],
    ] as const) {
      const startMs = expected(target - days * DAY);
      if (shownAt(startMs, zone) !== target - days * DAY) continue; // another change lies just there
      expect(addDuration(startMs, text, zone), where).toBe(expected(target));
      expect(addDuration(startMs, `${text}T3H`, zone), where).toBe(expected(target) + 3 * HOUR);
    }
    expect(addDuration(atMs - HOUR, 'PT24H', zone), where).toBe(atMs + 23 * HOUR);
  });
});

test('within every zone, instants and what the wall shows go forward together', () => {
  const backward: string[] = [];
  for (const zone of zones) {
    let previous = Number.NEGATIVE_INFINITY;
    for (let shown = Date.UTC(2026, 0, 1); shown < Date.UTC(2027, 0, 1); shown += 7.5 * HOUR) {
      const ms = instantShowing(shown, zone);
      if (ms < previous) backward.push(`${zone} ${new Date(shown).toISOString()}`);
      previous = ms;
    }
  }
  expect(backward).toEqual([]);
});
