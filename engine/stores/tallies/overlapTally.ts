import { compareIds } from '../idOrder.ts';
import type { Overlap, SplitQuery } from '../splitReads.ts';
import { inOrder } from './exposureTally.ts';
import { Count, keptAt } from './sums.ts';
import { armName } from './unit.ts';

/** More than any epoch. */
const EPOCHS = 16_384;

/** Customers shared with other splits; both stores hand over each customer's arms elsewhere. */
export class OverlapTally {
  private readonly query: SplitQuery & { limit: number };
  private readonly splits = new Map<string, Map<string, Count<number>>>();

  constructor(query: SplitQuery & { limit: number }) {
    this.query = query;
  }

  add(arm: number, epoch: number, other: { journeyId: string; node: string; arm: string }): void {
    const arms = keptAt(
      this.splits,
      `${other.journeyId}/${other.node}`,
      () => new Map<string, Count<number>>(),
    );
    keptAt(arms, other.arm, () => new Count<number>()).add(arm * EPOCHS + epoch);
  }

  overlaps(): Overlap[] {
    const found = [...this.splits].map(([split, arms]) => {
      // ids of journeys and nodes have no slash
      const [journeyId = '', node = ''] = split.split('/');
      const cells = [...arms]
        .sort(([a], [b]) => compareIds(a, b))
        .flatMap(([otherArm, count]) =>
          inOrder(count.counts).map(([number, units]) => ({
            arm: armName(this.query, Math.floor(number / EPOCHS)),
            epoch: number % EPOCHS,
            otherArm,
            units,
          })),
        );
      return {
        split,
        units: cells.reduce((sum, { units }) => sum + units, 0),
        overlap: { journeyId, node, cells },
      };
    });
    return found
      .sort((a, b) => b.units - a.units || compareIds(a.split, b.split))
      .slice(0, this.query.limit)
      .map(({ overlap }) => overlap);
  }
}

/** Whether sharing a customer with this split says anything: a journey's holdout and its splits share theirs by design. */
export function isOtherSplit(
  { journeyId, node }: SplitQuery,
  other: { journeyId: string; node: string },
): boolean {
  return other.journeyId !== journeyId || (other.node !== node && other.node !== '' && node !== '');
}
