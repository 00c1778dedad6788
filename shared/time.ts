/** The words for time in the language (language.md §11): their shapes and bounds, not their arithmetic. */
import { z } from 'zod';
import { DAY_MS } from './timeUnits.ts';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const daySchema = z.enum(DAYS);
export type Day = z.infer<typeof daySchema>;

const durationPattern =
  /^P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

/** Two years, taken generously so that `P2Y` and `P24M` both fit. */
const DURATION_DAYS_MAX = 731;

/** Length in days, taking a month as 30.4375 days: only for bounds, never for arithmetic. */
function roughDays(text: string): number | null {
  const match = durationPattern.exec(text);
  if (!match) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number, number];
  return (
    years * 365.25 + months * 30.4375 + weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86_400
  );
}

/** Whether a duration is clearly longer than another; months and years are taken at their mean. */
export function isLonger(duration: string, than: string): boolean {
  return (roughDays(duration) ?? 0) > (roughDays(than) ?? 0);
}

/** Milliseconds that a duration is never longer than, wherever and whenever it is taken: how far back to look. */
export function atMostMs(duration: string): number {
  return ((roughDays(duration) ?? 0) * 1.1 + 2) * DAY_MS;
}

/** ISO 8601, positive, at most two years. `H M S` are elapsed time, `D W M Y` calendar time in a zone. */
export const durationSchema = z.string().refine(
  (text) => {
    const days = roughDays(text);
    return days !== null && days > 0 && days <= DURATION_DAYS_MAX;
  },
  { error: 'duration' },
);

/** A duration with an optional leading minus; zero is allowed. */
export const offsetSchema = z.string().refine(
  (text) => {
    const days = roughDays(text.replace(/^-/, ''));
    return days !== null && days <= DURATION_DAYS_MAX;
  },
  { error: 'offset' },
);

export const localTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'local-time' });

function isRealDate(text: string): boolean {
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text.slice(0, 10);
}

export const localDateSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, { error: 'local-date' })
  .refine(isRealDate, { error: 'local-date' });

export const localDateTimeSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/, { error: 'local-date-time' })
  .refine(isRealDate, { error: 'local-date-time' });

/** RFC 3339 with `Z` or an offset. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/, {
    error: 'instant',
  })
  .refine(isRealDate, { error: 'instant' });

/** Epoch milliseconds of a text that `instantSchema` accepted. */
export function instantMs(text: string): number {
  return Date.parse(text);
}

/** The way an instant is written at the edges. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString();
}

/** Names whose answer is kept: more than there are zones, since customers bring unknown ones too. */
const ZONE_ANSWERS_MAX = 1_000;

// building a formatter is what costs, and every condition asks
const zoneAnswers = new Map<string, boolean>();

export function isIanaZone(name: string): boolean {
  const known = zoneAnswers.get(name);
  if (known !== undefined) return known;
  const answer = hasFormatter(name);
  if (zoneAnswers.size >= ZONE_ANSWERS_MAX) zoneAnswers.clear();
  zoneAnswers.set(name, answer);
  return answer;
}

function hasFormatter(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // offsets are zones to Intl, but not to IANA
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

export const ianaZoneSchema = z.string().max(64).refine(isIanaZone, { error: 'zone' });

/** `profile` falls back to the journey's, then the workspace's zone, then UTC. */
export const zoneSchema = z.union([z.enum(['profile', 'journey', 'workspace']), ianaZoneSchema]);

const windowEndSchema = z.union([localTimeSchema, z.literal('24:00')]);

/** `[from, to)` in local time; may cross midnight and then belongs to the day it starts. */
export const windowSchema = z
  .strictObject({
    from: localTimeSchema,
    to: windowEndSchema,
    days: z.array(daySchema).min(1).max(7).optional(),
    zone: zoneSchema.optional(),
  })
  .refine((window) => window.from !== window.to, { error: 'empty-window' });
export type Window = z.infer<typeof windowSchema>;
