import type { OutcomeQuery, SplitFigures } from '../splitReads.ts';
import { type ExposureSums, ExposureTally } from './exposureTally.ts';
import { type OutcomeSums, OutcomeTally } from './outcomeTally.ts';
import { type ReceiptSums, ReceiptTally } from './receiptTally.ts';
import { type SendSums, SendTally } from './sendTally.ts';

/** What is known of some of a split's customers; plain data, which may pass from thread to thread. */
export interface SplitSums {
  exposures: ExposureSums;
  sends: SendSums;
  outcomes: OutcomeSums;
  receipts: ReceiptSums;
}

/** All that is counted of a split's customers; parts of them, joined in any order, come to the same as all at once. */
export class SplitTally {
  readonly exposures: ExposureTally;
  readonly sends: SendTally;
  readonly outcomes: OutcomeTally;
  readonly receipts: ReceiptTally;

  constructor(query: OutcomeQuery) {
    this.exposures = new ExposureTally(query);
    this.sends = new SendTally(query);
    this.outcomes = new OutcomeTally(query);
    this.receipts = new ReceiptTally(query);
  }

  get sums(): SplitSums {
    const { exposures, sends, outcomes, receipts } = this;
    return {
      exposures: exposures.sums,
      sends: sends.sums,
      outcomes: outcomes.sums,
      receipts: receipts.sums,
    };
  }

  join({ exposures, sends, outcomes, receipts }: SplitSums): void {
    this.exposures.join(exposures);
    this.sends.join(sends);
    this.outcomes.join(outcomes);
    this.receipts.join(receipts);
  }

  figures(): SplitFigures {
    return {
      exposures: this.exposures.counts(),
      sends: this.sends.sends(),
      outcomes: this.outcomes.outcomes(),
      receipts: this.receipts.receipts(),
    };
  }
}
