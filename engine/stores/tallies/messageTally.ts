import type { ArmMessages, SplitQuery } from '../splitReads.ts';
import { ReceiptTally } from './receiptTally.ts';
import { SendTally } from './sendTally.ts';
import { armNumber } from './unit.ts';

/** The messages of a split's customers and the receipts of them; neither waits for the other. */
export class MessageTally {
  readonly sends: SendTally;
  readonly receipts = new ReceiptTally();
  private readonly query: SplitQuery;

  constructor(query: SplitQuery) {
    this.query = query;
    this.sends = new SendTally(query.asOfMs);
  }

  messages(): ArmMessages[] {
    const { query, sends, receipts } = this;
    return query.arms.map((arm) => {
      const number = armNumber(query, arm);
      return { arm, ...sends.sends(number), ...receipts.receipts(number) };
    });
  }
}
