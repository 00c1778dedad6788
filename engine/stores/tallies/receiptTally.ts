import type { ArmReceipts, SplitQuery } from '../splitReads.ts';

export const FUNNEL_EVENTS = ['message_clicked', 'message_delivered', 'message_opened'] as const;
export type FunnelEvent = (typeof FUNNEL_EVENTS)[number];

/** Customers per arm, each once. */
class UnitCount {
  readonly counts: number[] = [];
  private last = 0;

  add(arm: number, unit: number): void {
    if (unit === this.last) return;
    this.last = unit;
    this.counts[arm] = this.of(arm) + 1;
  }

  of(arm: number): number {
    return this.counts[arm] ?? 0;
  }
}

/** The counts of some of the customers, by the arm's number. */
export type ReceiptSums = Record<FunnelEvent, { counts: readonly number[] }>;

/** Which receipts a split's customers have; both stores hand over each customer with any, then the names of theirs. */
export class ReceiptTally {
  private readonly query: SplitQuery;
  private readonly events = {
    message_clicked: new UnitCount(),
    message_delivered: new UnitCount(),
    message_opened: new UnitCount(),
  };
  private arm = 0;
  private unit = 0;

  constructor(query: SplitQuery) {
    this.query = query;
  }

  begin(arm: number): void {
    this.arm = arm;
    this.unit += 1;
  }

  take(name: FunnelEvent): void {
    this.events[name].add(this.arm, this.unit);
  }

  get sums(): ReceiptSums {
    return this.events;
  }

  /** Adds what another tally of the same query found of other customers. */
  join(other: ReceiptSums): void {
    for (const name of FUNNEL_EVENTS) {
      const { counts } = this.events[name];
      for (const [arm, count = 0] of other[name].counts.entries()) counts[arm] = (counts[arm] ?? 0) + count;
    }
  }

  /** Of the arms with any. */
  receipts(): ArmReceipts[] {
    const { message_clicked, message_delivered, message_opened } = this.events;
    const counts = this.query.arms.map((arm, index) => ({
      arm,
      delivered: message_delivered.of(index + 1),
      opened: message_opened.of(index + 1),
      clicked: message_clicked.of(index + 1),
    }));
    return counts.filter(({ delivered, opened, clicked }) => delivered + opened + clicked > 0);
  }
}
