import type { OutboxRow } from '../../core/records.ts';
import type { ArmMessages, SplitQuery } from '../splitReads.ts';
import { inOrder } from './exposureTally.ts';
import { Count, keptAt } from './sums.ts';
import { armName } from './unit.ts';

export type Sent = Pick<OutboxRow, 'status' | 'reason' | 'decidedAtMs'>;
export const FUNNEL_EVENTS = ['message_clicked', 'message_delivered', 'message_opened'] as const;
export type FunnelEvent = (typeof FUNNEL_EVENTS)[number];

class ArmTally {
  planned = 0;
  reached = 0;
  readonly refused = new Count<string>();
  readonly received: { [name in FunnelEvent]: number } = {
    message_clicked: 0,
    message_delivered: 0,
    message_opened: 0,
  };
}

/** What became of the messages of a split's customers; both stores hand over each customer, then their rows in order. */
export class MessageTally {
  private readonly query: SplitQuery;
  private readonly arms = new Map<number, ArmTally>();
  private unit: { arm: number; isReached: boolean; isPlanned: boolean; refused: string | null } | null = null;
  private readonly receivedNow = new Set<FunnelEvent>();

  constructor(query: SplitQuery) {
    this.query = query;
  }

  begin(arm: number): void {
    this.end();
    this.unit = { arm, isReached: false, isPlanned: false, refused: null };
  }

  takeSent({ status, reason, decidedAtMs }: Sent): void {
    const { unit } = this;
    if (!unit) return;
    unit.isPlanned = true;
    // what was decided later was still open
    if (decidedAtMs === null || decidedAtMs > this.query.asOfMs) return;
    switch (status) {
      case 'accepted':
        unit.isReached = true;
        return;
      case 'refused':
      case 'cancelled':
        unit.refused = reason ?? 'left';
        return;
      case 'rejected':
      case 'failed':
      case 'unknown':
        unit.refused = status;
        return;
    }
  }

  takeReceipt(name: FunnelEvent): void {
    this.receivedNow.add(name);
  }

  private end(): void {
    const { unit, receivedNow } = this;
    if (!unit) return;
    const arm = keptAt(this.arms, unit.arm, () => new ArmTally());
    if (unit.isPlanned) arm.planned += 1;
    if (unit.isReached) arm.reached += 1;
    else if (unit.refused !== null) arm.refused.add(unit.refused);
    for (const name of receivedNow) arm.received[name] += 1;
    receivedNow.clear();
  }

  messages(): ArmMessages[] {
    this.end();
    this.unit = null;
    return inOrder(this.arms).map(([arm, { planned, reached, refused, received }]) => ({
      arm: armName(this.query, arm),
      planned,
      reached,
      refused: Object.fromEntries([...refused.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
      delivered: received.message_delivered,
      opened: received.message_opened,
      clicked: received.message_clicked,
    }));
  }
}
