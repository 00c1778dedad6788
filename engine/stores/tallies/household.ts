import type { JsonObject } from '../../../shared/json.ts';
import type { OutcomeUnit } from './goalTally.ts';
import type { FunnelEvent } from './receiptTally.ts';
import type { UnitState } from './unit.ts';

/** A customer by their first exposure, with the household it was drawn for. */
export interface Member extends OutcomeUnit {
  profileId: string;
  /** 0 for an imported exposure */
  ordinal: number;
  /** null: the customer is a household of their own */
  household: string | null;
  state: UnitState;
}

/** What the members of a household came to, of one goal. */
export interface HouseholdGoalSum {
  converted: number;
  firstMs: number;
  capped: number;
  raw: number;
}

/** What became of the messages to a household: one that got through to anybody counts. */
export interface HouseholdMessages {
  isPlanned: boolean;
  isReached: boolean;
  refused: string | null;
  received: Set<FunnelEvent>;
}

/** Customers whom a split drew for together; grows as members are found. */
export class Household {
  /** of the member exposed first: really exposed, or where nobody was, marked */
  arm = 0;
  epoch = 0;
  version = 0;
  exposedAtMs = Number.POSITIVE_INFINITY;
  entry: Member['entry'] = null;
  snapshot: JsonObject | null = null;
  isImported = false;
  /** when the last customer was exposed: their windows end last */
  lastExposedAtMs = 0;
  /** really exposed */
  customers = 0;
  /** marked as not really exposed */
  marked = 0;
  wasBefore = false;
  messages: HouseholdMessages | null = null;
  readonly goals: HouseholdGoalSum[];
  private isContaminated = false;

  constructor(goalCount: number) {
    this.goals = Array.from({ length: goalCount }, () => ({
      converted: 0,
      firstMs: Number.POSITIVE_INFINITY,
      capped: 0,
      raw: 0,
    }));
  }

  get state(): UnitState {
    if (this.customers === 0) return 'ineligible';
    return this.isContaminated ? 'contaminated' : 'counted';
  }

  /** One more member. */
  add(member: Member): void {
    const isReal = member.state !== 'ineligible';
    if (!isReal) this.marked += 1;
    // exposures that happened come before those that did not
    if (!isReal && this.customers > 0) return;
    const isFirstReal = isReal && this.customers === 0;
    const isElsewhere = isReal && this.customers > 0 && member.arm !== this.arm;
    if (isElsewhere || member.state === 'contaminated') this.isContaminated = true;
    if (isFirstReal || member.exposedAtMs < this.exposedAtMs) this.beginWith(member);
    if (!isReal) return;
    this.customers += 1;
    this.lastExposedAtMs = Math.max(this.lastExposedAtMs, member.exposedAtMs);
  }

  private beginWith({ arm, epoch, version, exposedAtMs, entry, snapshot, isImported }: Member): void {
    this.arm = arm;
    this.epoch = epoch;
    this.version = version;
    this.exposedAtMs = exposedAtMs;
    this.entry = entry;
    this.snapshot = snapshot;
    this.isImported = isImported;
  }
}
