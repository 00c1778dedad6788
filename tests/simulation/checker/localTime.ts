/** Local time by the platform's own tables, independent of the engine's calendar. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a clock on the wall shows, as if it were UTC; whole seconds. */
export function wallMs(ms: number, zone: string): number {
  const parts: { [type: string]: number } = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const milliseconds = ((ms % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + milliseconds;
}

const HALF_DAY_MS = 12 * 3_600_000;

/** The first instant at which the wall clock shows a time, or the end of the gap it falls into. */
export function instantOfWall(wall: number, zone: string): number {
  const offsetAt = (ms: number) => wallMs(ms, zone) - ms;
  const before = wall - offsetAt(wall - HALF_DAY_MS);
  const after = wall - offsetAt(wall + HALF_DAY_MS);
  const fits = [before, after].filter((ms) => wallMs(ms, zone) === wall);
  if (fits.length > 0) return Math.min(...fits);
  // in a gap: the transition lies between the two readings
  let low = Math.min(before, after) - HALF_DAY_MS;
  let high = Math.max(before, after) + HALF_DAY_MS;
  const offset = offsetAt(low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

export const DAY_MS = 86_400_000;

/** Minutes since local midnight. */
export function minuteOfDay(ms: number, zone: string): number {
  return Math.floor((((wallMs(ms, zone) % DAY_MS) + DAY_MS) % DAY_MS) / 60_000);
}

export function minuteOf(localTime: string): number {
  const [hours = 0, minutes = 0] = localTime.split(':').map(Number);
  return hours * 60 + minutes;
}

export function isInWindow(minute: number, from: string, to: string): boolean {
  const start = minuteOf(from);
  const end = minuteOf(to);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/**
 * When a duration ends; null for durations this checker does not know.
 * Hours and minutes elapse, days and weeks keep the time on the wall.
 */
export function endOf(fromMs: number, duration: string, zone: string): number | null {
  const elapsed = /^PT(\d+)([HM])$/.exec(duration);
  if (elapsed) return fromMs + Number(elapsed[1]) * (elapsed[2] === 'H' ? 3_600_000 : 60_000);
  const calendar = /^P(\d+)([DW])$/.exec(duration);
  if (!calendar) return null;
  const days = Number(calendar[1]) * (calendar[2] === 'W' ? 7 : 1);
  return instantOfWall(wallMs(fromMs, zone) + days * DAY_MS, zone);
}
