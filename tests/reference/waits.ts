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
  wallOf,
} from './calendar.ts';
import { fits, holds, read, subjectOf, zoneOf } from './conditions.ts';
import type { Document, Enrollment, Happening, Settings, Sought, World } from './records.ts';

export const triggerOf = (document: Document): { settings: Settings; id: string } => {
  const found = Object.entries(document.nodes).find(([, node]) => node.kind === 'trigger');
  return { settings: found?.[1].settings as Settings, id: found?.[0] as string }; // 1.2: exactly one
};

/** Key and where of §11.3 "Key of a waited event"; the name is asked too. */
export function reaches(world: World, e: Enrollment, event: Happening, sought: Sought): boolean {
  if (event === e.entry || sought.event !== event.name) return false;
  if (event.about && event.about.of !== e) return false;
  const name = sought.key ?? triggerOf(e.document).settings.key;
  const key = name === undefined ? undefined : event.properties[name];
  if (key !== undefined && key !== null && String(key) !== e.key) return false;
  return fits(sought.where, event, zoneOf(world, e.person, e.document), world.now);
}

/** The first path in rank that a live event, or else a condition, opens now. */
export function openPath(world: World, e: Enrollment, paths: readonly Sought[], event: Happening | null) {
  const opens = (path: Sought) =>
    path.condition
      ? holds(path.condition, subjectOf(world, e))
      : event !== null && reaches(world, e, event, path);
  return paths.find(opens)?.id;
}

/** Events that came before arrival and count (`lookBack`), in the order accepted. */
export function earlier(world: World, e: Enrollment, settings: Settings): Happening[] {
  const { lookBack = 'sinceEntry' } = settings;
  if (lookBack === 'none') return [];
  const zone = zoneOf(world, e.person, e.document);
  const from = lookBack === 'sinceEntry' ? e.enteredAt : shift(world.now, lookBack, zone, -1);
  return e.person.events.filter(({ at }) => at >= Math.max(from, e.enteredAt));
}

/** A date attribute with offset and local time: the instant, or null when missing. */
export function dateOf(value: unknown, settings: Settings, zone: string): number | null {
  const date = readDate(value, zone);
  if (!date) return null;
  const { sign, months, days, ms } = parseDuration(settings.offset ?? 'P0D');
  if (settings.at === undefined) return shift(date.at, settings.offset ?? 'P0D', zone);
  const day = startOfDay(shiftWall(date.wall, sign * months, sign * days));
  return instantOf(day + timeOfDay(settings.at), zone) + sign * ms;
}

function businessHours(world: World, at: number, zone: string): number {
  const { businessHours: windows, holidays, workdays } = world.scenario.workspace;
  const allowed = (day: number) => {
    if (workdays.includes(dateText(day))) return true;
    return holidays.includes(dateText(day)) ? false : null;
  };
  return opening(at, windows, zone, allowed);
}

/** End and outlet of a `delay`, `waitUntil` or `waitFor` that was arrived at; `until` may be now. */
export function endOf(world: World, e: Enrollment, kind: string, settings: Settings, from: number) {
  const zoneIn = (setting?: string) => zoneOf(world, e.person, e.document, setting);
  const within = (at: number, window: (Settings['window'] & { zone?: string }) | undefined) =>
    window ? opening(at, [window], zoneIn(window.zone)) : at;
  const zone = zoneIn(settings.zone);
  if (kind === 'waitFor')
    return { until: within(shift(from, settings.timeout, zone), settings.timeoutWindow), outlet: 'timeout' };
  if (kind === 'delay') {
    const end = shift(from, settings.duration, zone);
    const day = startOfDay(wallOf(end, zone));
    const timed = settings.at === undefined ? end : instantOf(day + timeOfDay(settings.at), zone);
    return { until: within(timed, settings.window), outlet: 'next' };
  }
  if (settings.until === 'time')
    return { until: nextLocalTime(from, settings.at, settings.days, zone), outlet: 'next' };
  if (settings.until === 'window') return { until: within(from, settings.window), outlet: 'next' };
  if (settings.until === 'businessHours') return { until: businessHours(world, from, zone), outlet: 'next' };
  const attributes = [settings.attribute].flat();
  const dates = attributes.flatMap((path) => dateOf(read(subjectOf(world, e), path), settings, zone) ?? []);
  const until = dates[0];
  if (until === undefined) return { until: world.now, outlet: 'missing' };
  return { until, outlet: until < world.now ? 'past' : 'next' };
}

/** Occurrences of a `schedule` or `date` trigger for one customer, up to a day. */
export function occurrencesOf(settings: Settings, zone: string, value: unknown, until: number): number[] {
  if (settings.on === 'date') return dateOccurrences(settings, zone, value, until);
  const start = Date.parse(`${settings.start}Z`);
  const { every, days, times = Infinity, until: last } = settings.repeat ?? { every: 'P1D', times: 1 };
  const span = parseDuration(every);
  const end = Math.min(until + DAY, last === undefined ? Infinity : Date.parse(`${last}Z`));
  const walls: number[] = [];
  for (let n = 0, wall = start; wall - 7 * DAY <= end && walls.length < times; n += 1) {
    wall = shiftWall(start, span.months * n, span.days * n);
    const week = startOfDay(wall) - ((new Date(wall).getUTCDay() + 6) % 7) * DAY;
    const inWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].flatMap((day, index) =>
      days?.includes(day) ? [week + index * DAY + (wall - startOfDay(wall))] : [],
    );
    const found = days ? inWeek : [wall];
    walls.push(...found.filter((one) => one >= start && one <= end));
  }
  return walls.slice(0, times).map((wall) => instantOf(wall, zone));
}

function dateOccurrences(settings: Settings, zone: string, value: unknown, until: number): number[] {
  const date = readDate(value, zone);
  if (!date) return [];
  const year = new Date(date.wall).getUTCFullYear();
  const last = settings.yearly ? new Date(until).getUTCFullYear() + 1 : year;
  const timed = { ...settings, at: settings.at ?? '09:00' };
  return Array.from({ length: Math.max(0, last - year) + 1 }, (_, index) => {
    const day = dateText(shiftWall(date.wall, index * 12, 0));
    return dateOf(day, timed, zone) ?? 0;
  });
}
