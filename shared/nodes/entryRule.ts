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

/** Who is offered entry, and when: what a trigger's settings come to. */
export type EntrySource =
  | { on: 'event'; event: string; where?: Where | undefined }
  | { on: 'schedule'; schedule: Schedule; zone: string | undefined }
  | { on: 'manual' }
  /** another journey hands customers over */
  | { on: 'journey' };

export interface EntryRule {
  source: EntrySource;
  /** an audience of the workspace the customer must be in */
  audience?: string | undefined;
  /** on the profile, after the triggering event was applied to it */
  condition?: Condition | undefined;
  /** property of the entry event (or of the deed) that is the business key */
  key?: string | undefined;
  reentry: Reentry;
}
