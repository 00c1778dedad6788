import { compareText } from '../../core/compareText.ts';
import { passedBy } from '../../core/time/passed.ts';
import type { Overlap, OverlapQuery, Overlaps, Recency } from '../splitReads.ts';
import { inOrder } from './inOrder.ts';
import { armsElsewhere, nameOf, type OtherExposure, recencyAsked, splitOf } from './otherExposure.ts';
import { keptAt } from './sums.ts';
import { placeNumber, placeOf, type Unit } from './unit.ts';

interface Cell {
  units: number;
  mature: number;
}
type Cells = Map<number, Cell>;

/** Customers shared with other splits; both stores hand over each customer with all their exposures elsewhere. */
export class OverlapTally {
  private readonly query: OverlapQuery & { limit: number };
  private readonly isMature: (exposedAtMs: number) => boolean;
  private readonly recencyOf: (unit: Unit, others: readonly OtherExposure[]) => Recency | null;
  private readonly splits = new Map<string, Map<string, Cells>>();
  private readonly carried = new Map<Recency, Cells>();

  constructor(query: OverlapQuery & { limit: number }) {
    const { maturity, asOfMs, zone } = query;
    this.query = query;
    this.isMature = maturity ? passedBy(asOfMs, [maturity.within, maturity.delay], zone) : () => false;
    this.recencyOf = recencyAsked(query);
  }

  add(unit: Unit, others: readonly OtherExposure[]): void {
    const place = placeNumber(unit);
    const isMature = this.isMature(unit.exposedAtMs);
    for (const other of armsElsewhere(others)) {
      const arms = keptAt(this.splits, nameOf(other), () => new Map<string, Cells>());
      count(
        keptAt(arms, other.arm, () => new Map<number, Cell>()),
        place,
        isMature,
      );
    }
    const recency = this.recencyOf(unit, others);
    if (recency)
      count(
        keptAt(this.carried, recency, () => new Map<number, Cell>()),
        place,
        isMature,
      );
  }

  overlaps(): Overlaps {
    const { query } = this;
    const found = [...this.splits].map(([split, arms]) => {
      const cells = [...arms]
        .sort(([a], [b]) => compareText(a, b))
        .flatMap(([otherArm, places]) =>
          inOrder(places).map(([place, cell]) => ({ ...placeOf(place, query), otherArm, ...cell })),
        );
      const overlap: Overlap = { ...splitOf(split), cells };
      return { split, units: cells.reduce((sum, { units }) => sum + units, 0), overlap };
    });
    return {
      splits: found
        .sort((a, b) => b.units - a.units || compareText(a.split, b.split))
        .slice(0, query.limit)
        .map(({ overlap }) => overlap),
      carried: [...this.carried]
        .sort(([a], [b]) => compareText(a, b))
        .flatMap(([recency, places]) =>
          inOrder(places).map(([place, cell]) => ({ ...placeOf(place, query), recency, ...cell })),
        ),
    };
  }
}

function count(cells: Cells, place: number, isMature: boolean): void {
  const cell = keptAt(cells, place, () => ({ units: 0, mature: 0 }));
  cell.units += 1;
  if (isMature) cell.mature += 1;
}
