import type { OutboxRow } from '../../core/records.ts';
import type { ArmSends, SplitQuery } from '../splitReads.ts';
import { byValue, inOrder } from './inOrder.ts';
import { Count, keptAt } from './sums.ts';
import { armName, type Unit } from './unit.ts';

/** More than any epoch. */
const EPOCHS = 16_384;

export type Sent = Pick<OutboxRow, 'status' | 'reason' | 'decidedAtMs'>;

class ArmTally {
  planned = 0;
  reached = 0;
  readonly refused = new Count<string>();
}

/** The counts of some of the customers, by arm and epoch. */
export type SendSums = ReadonlyMap<
  number,
  { planned: number; reached: number; refused: Pick<Count<string>, 'counts'> }
>;

/** What became of the messages of a split's customers; both stores hand over each customer with any, then their rows in order. */
export class SendTally {
  private readonly query: SplitQuery;
  private readonly places = new Map<number, ArmTally>();
  private unit: { place: number; isReached: boolean; refused: string | null } | null = null;

  constructor(query: SplitQuery) {
    this.query = query;
  }

  begin({ arm, epoch }: Pick<Unit, 'arm' | 'epoch'>): void {
    this.end();
    this.unit = { place: arm * EPOCHS + epoch, isReached: false, refused: null };
  }

  takeSent({ status, reason, decidedAtMs }: Sent): void {
    const { unit } = this;
    // what was decided later was still open
    if (!unit || decidedAtMs === null || decidedAtMs > this.query.asOfMs) return;
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

  private end(): void {
    const { unit } = this;
    if (!unit) return;
    const arm = keptAt(this.places, unit.place, () => new ArmTally());
    arm.planned += 1;
    if (unit.isReached) arm.reached += 1;
    else if (unit.refused !== null) arm.refused.add(unit.refused);
  }

  /** Ends the customer at hand. */
  get sums(): SendSums {
    this.end();
    this.unit = null;
    return this.places;
  }

  /** Adds what another tally of the same query found of other customers. */
  join(other: SendSums): void {
    for (const [place, { planned, reached, refused }] of other) {
      const arm = keptAt(this.places, place, () => new ArmTally());
      arm.planned += planned;
      arm.reached += reached;
      arm.refused.join(refused);
    }
  }

  sends(): ArmSends[] {
    this.end();
    this.unit = null;
    return inOrder(this.places).map(([place, { planned, reached, refused }]) => ({
      arm: armName(this.query, Math.floor(place / EPOCHS)),
      epoch: place % EPOCHS,
      planned,
      reached,
      refused: Object.fromEntries(byValue(refused.counts)),
    }));
  }
}
