import type { OtherSplit, Reached, Recency, SharedOutcomes, SharedQuery } from '../splitReads.ts';
import { type GoalEvent, GoalTally, type OutcomeUnit } from './goalTally.ts';
import { byValue, inOrder } from './inOrder.ts';
import { armsElsewhere, nameOf, type OtherExposure, recencyAsked } from './otherExposure.ts';
import { ExactMoments, keptAt } from './sums.ts';
import { placeNumber, placeOf, type Unit } from './unit.ts';

type Cells = Map<number, ExactMoments>;

/** A mature customer who converted, with the sum after the cap. */
export interface Converter<Id> {
  id: Id;
  unit: Unit;
  value: number;
}

/** Whoever reached the primary goal and whose figures are final; both stores hand over each customer with their events. */
export class Converters<Id> {
  readonly found: Converter<Id>[] = [];
  private readonly goal: GoalTally;

  constructor(query: SharedQuery) {
    this.goal = new GoalTally(query.goal, { ...query, goals: [query.goal], segments: [], covariate: null });
  }

  take(id: Id, unit: OutcomeUnit, events: Iterable<GoalEvent>): void {
    const { goal } = this;
    if (!goal.isMature(unit.exposedAtMs)) return;
    goal.begin(unit);
    for (const event of events) {
      const isInWindow = event.occurredAtMs >= unit.exposedAtMs && event.occurredAtMs < goal.untilMs;
      if (isInWindow && event.name === goal.question.event && goal.isMet(unit, event)) goal.take(event);
    }
    if (goal.firstMs < Number.POSITIVE_INFINITY) this.found.push({ id, unit, value: goal.cappedSum });
  }
}

/** What customers shared with other splits came to: both stores hand over those who converted. */
export class SharedTally {
  private readonly query: SharedQuery;
  private readonly recencyOf: (unit: Unit, others: readonly OtherExposure[]) => Recency | null;
  private readonly splits: Map<string, Map<string | null, Cells>>;
  private readonly carried = new Map<Recency | null, Cells>();

  constructor(query: SharedQuery) {
    this.query = query;
    this.recencyOf = recencyAsked(query);
    this.splits = new Map(query.splits.map((split) => [nameOf(split), new Map()]));
  }

  add({ unit, value }: Pick<Converter<unknown>, 'unit' | 'value'>, others: readonly OtherExposure[]): void {
    const place = placeNumber(unit);
    const addTo = <Key>(cells: Map<Key, Cells>, key: Key) => {
      const places = keptAt(cells, key, () => new Map<number, ExactMoments>());
      keptAt(places, place, () => new ExactMoments()).add(value);
    };
    for (const other of armsElsewhere(others)) {
      const arms = this.splits.get(nameOf(other));
      if (arms) addTo(arms, other.arm);
    }
    addTo(this.carried, this.recencyOf(unit, others));
  }

  outcomes(): SharedOutcomes {
    const { query } = this;
    const rowsOf = (cells: Cells) =>
      inOrder(cells).map(([place, moments]) => ({ ...placeOf(place, query), ...reachedOf(moments) }));
    const cellsOf = (split: OtherSplit) =>
      byValue(this.splits.get(nameOf(split)) ?? new Map<string | null, Cells>()).flatMap(([arm, cells]) =>
        rowsOf(cells).map((row) => ({ otherArm: arm ?? '', ...row })),
      );
    return {
      splits: query.splits.map((split) => ({ ...split, cells: cellsOf(split) })),
      carried: byValue(this.carried).flatMap(([recency, cells]) =>
        rowsOf(cells).map((row) => ({ ...row, recency: recency as Recency | null })),
      ),
    };
  }
}

function reachedOf({ now }: ExactMoments): Reached {
  return { conversions: now.units, values: now };
}
