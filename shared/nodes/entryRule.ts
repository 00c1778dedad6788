import type { Condition, Where } from '../condition.ts';
import type { Day } from '../time.ts';

export interface Reentry {
  mode: 'once' | 'afterExit' | 'every' | 'parallel';
  max?: number | undefined;
  /** ISO duration, a sliding window */
  within?: string | undefined;
}

export interface Schedule {
  /** local date and time of the first occurrence */
  start: string;
  repeat?:
    | { every: string; days?: Day[] | undefined; times?: number | undefined; until?: string | undefined }
    | undefined;
}

/** Weekdays are named of weeks only: a day has none of its own, a month no whole ones. */
export function canHaveDays(every: string): boolean {
  return /^P\d+W$/.test(every);
}

/** An event that is waited for. */
export interface Heard {
  event: string;
  where?: Where | undefined;
  /** its property that must equal the business key; default: the trigger's own */
  key?: string | undefined;
}

export type TriggerSource =
  | { on: 'event'; event: string; where?: Where | undefined }
  | { on: 'schedule'; schedule: Schedule; zone: string | undefined }
  /** enters `within` after the event, unless the missing one came */
  | { on: 'eventMissing'; event: string; where?: Where | undefined; missing: Heard; within: string }
  | { on: 'audience'; watched: Condition; when: 'enter' | 'leave'; includeCurrent: boolean }
  | {
      on: 'date';
      attribute: string;
      offset: string;
      /** local time */
      at: string;
      yearly: boolean;
      zone: string | undefined;
    }
  /** one event for everybody of a population */
  | { on: 'business'; event: string; where?: Where | undefined }
  | { on: 'manual' }
  /** another journey hands customers over */
  | { on: 'journey' };

/** Who is offered entry, and when: what a trigger's settings come to. */
export interface EntryRule {
  source: TriggerSource;
  /** an audience of the workspace the customer must be in */
  audience?: string | undefined;
  /** on the profile, after the triggering event was applied to it */
  condition?: Condition | undefined;
  /** property of the entry event (or of the deed) that is the business key */
  key?: string | undefined;
  reentry: Reentry;
}
