import type { Receipts } from '../splitReads.ts';
import { Count } from './sums.ts';

export const FUNNEL_EVENTS = ['message_clicked', 'message_delivered', 'message_opened'] as const;
export type FunnelEvent = (typeof FUNNEL_EVENTS)[number];

/** Which receipts a split's customers have; both stores hand over each customer with any, then their receipts. */
export class ReceiptTally {
  private readonly arms: { readonly [name in FunnelEvent]: Count<number> } = {
    message_clicked: new Count(),
    message_delivered: new Count(),
    message_opened: new Count(),
  };
  private arm = 0;
  private readonly received = new Set<FunnelEvent>();

  begin(arm: number): void {
    this.end();
    this.arm = arm;
  }

  take(name: FunnelEvent): void {
    this.received.add(name);
  }

  private end(): void {
    for (const name of this.received) this.arms[name].add(this.arm);
    this.received.clear();
  }

  /** Of the customers of an arm, by its number. */
  receipts(arm: number): Receipts {
    this.end();
    const unitsWith = (name: FunnelEvent) => this.arms[name].counts.get(arm) ?? 0;
    return {
      delivered: unitsWith('message_delivered'),
      opened: unitsWith('message_opened'),
      clicked: unitsWith('message_clicked'),
    };
  }
}
