import type { ArmReceipts, SplitQuery } from '../splitReads.ts';
import { inOrder } from './exposureTally.ts';
import { keptAt } from './sums.ts';
import { armName } from './unit.ts';

export const FUNNEL_EVENTS = ['message_clicked', 'message_delivered', 'message_opened'] as const;
export type FunnelEvent = (typeof FUNNEL_EVENTS)[number];

/** Which receipts a split's customers have; both stores hand over each customer with any. */
export class ReceiptTally {
  private readonly query: SplitQuery;
  private readonly arms = new Map<number, { [name in FunnelEvent]: number }>();

  constructor(query: SplitQuery) {
    this.query = query;
  }

  add(arm: number, received: ReadonlySet<FunnelEvent>): void {
    const counts = keptAt(this.arms, arm, () => ({
      message_clicked: 0,
      message_delivered: 0,
      message_opened: 0,
    }));
    for (const name of received) counts[name] += 1;
  }

  receipts(): ArmReceipts[] {
    return inOrder(this.arms).map(([arm, counts]) => ({
      arm: armName(this.query, arm),
      delivered: counts.message_delivered,
      opened: counts.message_opened,
      clicked: counts.message_clicked,
    }));
  }
}
