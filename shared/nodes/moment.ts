import type { Condition, Where } from '../condition.ts';
import type { CustomerEvent } from '../event.ts';
import type { SplitUnit } from '../experiment/splitUnit.ts';
import type { JsonValue } from '../json.ts';
import type { Day, Window } from '../time.ts';
import type { Value } from '../value.ts';
import type { Workspace } from '../workspace.ts';
import type { Traffic } from './traffic.ts';

/** Civil-time arithmetic; instants are epoch milliseconds, zones IANA names. */
export interface Calendar {
  addDuration(ms: number, duration: string, zone: string): number;
  nextInWindow(ms: number, window: Window, zone: string): number;
  /** without `at`, the time of day of `ms` itself */
  nextLocalTime(ms: number, at: string | undefined, days: readonly Day[] | undefined, zone: string): number;
  atLocalTimeOnDay(ms: number, at: string, zone: string): number;
  nextBusinessInstant(
    ms: number,
    hours: { windows: readonly Window[]; holidays: readonly string[]; workdays: readonly string[] },
    zone: string,
  ): number | null;
  /** a date attribute as an instant, `null` when unreadable (language.md §11.3 "Dates read") */
  readDate(value: unknown, zone: string): number | null;
}

/** One arm of a split with its share in percent. */
export interface ArmShare {
  id: string;
  share: number;
}

export interface AssignOptions {
  /** attributes to keep with the exposure as they are now */
  remembered?: readonly string[];
  /** whom the arm is drawn for; undefined is the customer */
  unit?: SplitUnit | undefined;
}

/** Everything a node may know when it decides: clock, chance and customer, given and never taken. */
export interface Moment {
  readonly nowMs: number;
  readonly nodeId: string;
  /** 1 on the first arrival at this node */
  readonly visit: number;
  /** when the customer arrived at this node */
  readonly arrivedAtMs: number;
  /** when the enrollment began */
  readonly enteredAtMs: number;
  readonly calendar: Calendar;
  readonly workspace: Workspace;
  /** `profile` (or nothing) → journey → workspace → UTC; an IANA name stands for itself */
  zoneOf(zone?: string): string;
  /** own properties only: attribute, `event.…`, `vars.…`, `key`, `tags` */
  read(path: string): JsonValue | undefined;
  value(value: Value): JsonValue | undefined;
  matches(condition: Condition): boolean;
  matchesEvent(where: Where | undefined, event: CustomerEvent): boolean;
  /** whether an event carries the business key this enrollment has; true when the event has no key */
  isForKey(event: CustomerEvent, keyProperty: string | undefined): boolean;
  /** the customer's events of these names since the enrollment began or since an instant, oldest first, the entry event left out */
  eventsSince(names: readonly string[], sinceMs: number): readonly CustomerEvent[];
  /** sticky arm of this node's split; records the exposure */
  assign(salt: string, arms: readonly ArmShare[], options?: AssignOptions): string;
  /** whether a split that tests a share of its traffic tests this customer, or their household; whoever has an arm of it keeps it */
  isInTest(salt: string, traffic: Traffic, unit?: SplitUnit): boolean;
  /** repeatable number in [0, 1) for this enrollment, node and visit */
  draw(salt: string): number;
}
