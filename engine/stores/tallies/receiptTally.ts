import type { ArmReceipts, SplitQuery } from '../splitReads.ts';
import { inOrder } from './exposureTally.ts';
import { keptAt } from './sums.ts';
import { armName } from './unit.ts';

export const FUNNEL_EVENTS = ['message_clicked', 'message_delivered', 'message_opened'] as const;
export type FunnelEvent = (typeof FUNNEL_EVENTS)[number];

const funnelEvents: ReadonlySet<string> = new Set(FUNNEL_EVENTS);

export function isFunnelEvent(name: string): name is FunnelEvent {
  return funnelEvents.has(name);
}

/** Which receipts a split's customers have; both stores hand over each customer with any, then the names of theirs. */
export class ReceiptTally {
  private readonly query: SplitQuery;
  private readonly arms = new Map<number, { [name in FunnelEvent]: number }>();
  private arm = 0;
  private readonly received = new Set<FunnelEvent>();

  constructor(query: SplitQuery) {
    this.query = query;
  }

  begin(arm: number): void {
    this.end();
    this.arm = arm;
  }

  take(name: FunnelEvent): void {
    this.received.add(name);
  }

  private end(): void {
    if (this.received.size === 0) return;
    const counts = keptAt(this.arms, this.arm, () => ({
      message_clicked: 0,
      message_delivered: 0,
      message_opened: 0,
    }));
    for (const name of this.received) counts[name] += 1;
    this.received.clear();
  }

  receipts(): ArmReceipts[] {
    this.end();
    return inOrder(this.arms).map(([arm, counts]) => ({
      arm: armName(this.query, arm),
      delivered: counts.message_delivered,
      opened: counts.message_opened,
      clicked: counts.message_clicked,
    }));
  }
}
