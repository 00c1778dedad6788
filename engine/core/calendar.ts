import type { Calendar } from '../../shared/nodes/moment.ts';
import { nextBusinessInstant } from './time/businessHours.ts';
import { addDuration } from './time/duration.ts';
import { atLocalTimeOnDay, nextLocalTime } from './time/localTime.ts';
import { readDate } from './time/readDate.ts';
import { nextInWindow } from './time/window.ts';
import { localOf } from './time/zone.ts';

function localTimeOf(ms: number, zone: string): string {
  const { hour, minute } = localOf(ms, zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The calendar that moments hand to nodes. */
export const calendar: Calendar = {
  addDuration,
  nextInWindow,
  nextLocalTime,
  atLocalTimeOnDay,
  localTimeOf,
  nextBusinessInstant,
  readDate,
};
