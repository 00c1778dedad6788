import type { Calendar } from '../../shared/nodes/moment.ts';
import { nextBusinessInstant } from './time/businessHours.ts';
import { addDuration } from './time/duration.ts';
import { atLocalTimeOnDay, nextLocalTime } from './time/localTime.ts';
import { readDate } from './time/readDate.ts';
import { nextInWindow } from './time/window.ts';

/** The calendar that moments hand to nodes. */
export const calendar: Calendar = {
  addDuration,
  nextInWindow,
  nextLocalTime,
  atLocalTimeOnDay,
  nextBusinessInstant,
  readDate,
};
