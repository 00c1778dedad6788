/** When a wait of language.md §11.3 ends, and which of its paths an event or a condition opens. */
import {
  DAY,
  dateText,
  instantOf,
  nextLocalTime,
  opening,
  parseDuration,
  readDate,
  shift,
  shiftWall,
  startOfDay,
  timeOfDay,
  type Window,
  wallOf,
} from './calendar.ts';
import { fits, holds, read, zoneOf } from './conditions.ts';
import type { Document, Enrollment, Happening, Settings, Sought } from './world.ts';

/** Key and where of §11.3 "Key of a waited event"; the name is asked too. */
export function reaches(e: Enrollment, event: Happening, sought: Sought): boolean {
  if (event === e.entry || sought.event !== event.name || (event.about && event.about.of !== e)) return false;
  const name = sought.key ?? e.document.trigger.key;
  const key = (name === undefined ? null : event.properties[name]) ?? null;
  return (key === null || String(key) === e.key) && fits(sought.where, event, zoneOf(e), e.world.now);
}

/** The first path in rank that a live event, or else a condition, opens now. */
export const openPath = (e: Enrollment, paths: readonly Sought[], event: Happening | null) =>
  paths.find((one) => (one.condition ? holds(one.condition, e) : event !== null && reaches(e, event, one)))
    ?.id;

/** Events that came before arrival and count (`lookBack`), in the order accepted. */
export function earlier(e: Enrollment, { lookBack }: Settings): Happening[] {
  if (lookBack === 'none') return [];
  const from = lookBack === 'sinceEntry' ? e.enteredAt : shift(e.world.now, lookBack, zoneOf(e), -1);
  return e.person.events.filter(({ at }) => at >= Math.max(from, e.enteredAt));
}

/** A date attribute with offset and local time: the instant, or null when missing. */
function dateOf(value: unknown, offset: string, time: string | undefined, zone: string): number | null {
  const date = readDate(value, zone);
  if (!date) return null;
  if (time === undefined) return shift(date.at, offset, zone);
  const { sign, months, days, ms } = parseDuration(offset);
  const day = startOfDay(shiftWall(date.wall, sign * months, sign * days));
  return instantOf(day + timeOfDay(time), zone) + sign * ms;
}

/** End and outlet of a `delay`, `waitUntil` or `waitFor` that was arrived at; `until` may be now. */
export function endOf(e: Enrollment, from: number, { kind, settings }: { kind: string; settings: Settings }) {
  const { businessHours, holidays, workdays } = e.world.scenario.workspace;
  const zone = zoneOf(e, settings.zone);
  const within = (at: number, window: (Window & { zone?: string | undefined }) | undefined) =>
    window ? opening(at, [window], zoneOf(e, window.zone)) : at;
  const next = (until: number) => ({ until, outlet: 'next' });
  if (kind === 'waitFor')
    return { until: within(shift(from, settings.timeout, zone), settings.timeoutWindow), outlet: 'timeout' };
  if (kind === 'delay') {
    const end = shift(from, settings.duration, zone);
    const { at } = settings;
    const day = startOfDay(wallOf(end, zone));
    return next(within(at === undefined ? end : instantOf(day + timeOfDay(at), zone), settings.window));
  }
  const isWorkday = (day: number) =>
    workdays.includes(dateText(day)) || (holidays.includes(dateText(day)) ? false : null);
  if (settings.until === 'time') return next(nextLocalTime(from, settings.at, settings.days, zone));
  if (settings.until === 'window') return next(within(from, settings.window));
  if (settings.until === 'businessHours') return next(opening(from, businessHours, zone, isWorkday));
  const { offset = 'P0D', at: time } = settings;
  const dates = [settings.attribute].flat().map((path = '') => dateOf(read(e, path), offset, time, zone));
  const until = dates.find((date) => date !== null);
  if (until === undefined || until === null) return { until: e.world.now, outlet: 'missing' };
  return { until, outlet: until < e.world.now ? 'past' : 'next' };
}

/** Occurrences of a `schedule` or `date` trigger for one customer, up to a day. */
export function occurrencesOf({ trigger }: Document, zone: string, value: unknown, until: number): number[] {
  if (trigger.on === 'date') return dateOccurrences(trigger, zone, value, until);
  const start = Date.parse(`${trigger.start}Z`);
  const { every, days, times = Infinity, until: last } = trigger.repeat ?? { every: 'P1D', times: 1 };
  const span = parseDuration(every);
  const end = Math.min(until + DAY, last === undefined ? Infinity : Date.parse(`${last}Z`));
  const walls: number[] = [];
  for (let n = 0, wall = start; wall - 7 * DAY <= end && walls.length < times; n += 1) {
    wall = shiftWall(start, span.months * n, span.days * n);
    const monday = wall - ((new Date(wall).getUTCDay() + 6) % 7) * DAY;
    const inWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].flatMap((day, index) =>
      days?.some((one) => one === day) ? [monday + index * DAY] : [],
    );
    walls.push(...(days ? inWeek : [wall]).filter((one) => one >= start && one <= end));
  }
  return walls.slice(0, times).map((wall) => instantOf(wall, zone));
}

function dateOccurrences(
  trigger: Document['trigger'],
  zone: string,
  value: unknown,
  until: number,
): number[] {
  const date = readDate(value, zone);
  if (!date) return [];
  const years = trigger.yearly
    ? new Date(until).getUTCFullYear() + 1 - new Date(date.wall).getUTCFullYear()
    : 0;
  return Array.from({ length: Math.max(0, years) + 1 }, (_, index) => {
    const day = dateText(shiftWall(date.wall, index * 12, 0));
    return dateOf(day, trigger.offset, trigger.at, zone) ?? 0;
  });
}
