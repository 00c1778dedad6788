import { subtractDuration } from '../../core/time/duration.ts';
import type { OutcomeQuery, Outcomes } from '../splitReads.ts';
import { finiteOrNull } from './exposureTally.ts';
import { type GoalEvent, type GoalSums, GoalTally, type OutcomeUnit } from './goalTally.ts';
import { byValue, inOrder } from './inOrder.ts';
import { Count, ExactMoments, ExactPairs, keptAt, type PairSums, type ValueSums } from './sums.ts';
import { placeNumber, placeOf, segmentValue } from './unit.ts';

/** The counts of some of the customers, as they pass from thread to thread. */
export interface OutcomeSums {
  goals: readonly GoalSums[];
  before: Pick<Count<number>, 'counts'>;
  /** per attribute asked for, by value and place */
  segments: readonly ReadonlyMap<string | null, ReadonlyMap<number, ValueSums>>[];
  pairs: ReadonlyMap<number, PairSums>;
  /** of the primary goal; infinite where there was none */
  lastMs: number;
}

/** What exposed customers did; both stores hand over each customer, then their events in order. */
export class OutcomeTally {
  private readonly query: OutcomeQuery;
  private readonly goals: GoalTally[];
  private readonly before = new Count<number>();
  private readonly segments: Map<string | null, Map<number, ExactMoments>>[];
  private readonly pairs = new Map<number, ExactPairs>();
  private unit: OutcomeUnit | null = null;
  private beforeFromMs = 0;
  private wasBefore = false;
  private lastMs = Number.NEGATIVE_INFINITY;

  constructor(query: OutcomeQuery) {
    this.query = query;
    this.goals = query.goals.map((goal) => new GoalTally(goal, query));
    this.segments = query.segments.map(() => new Map());
  }

  begin(unit: OutcomeUnit): void {
    this.end();
    this.unit = unit;
    this.wasBefore = false;
    for (const goal of this.goals) goal.begin(unit);
    const primary = this.query.goals[0];
    if (primary) this.beforeFromMs = subtractDuration(unit.exposedAtMs, primary.within, this.query.zone);
  }

  take(event: GoalEvent): void {
    const { unit } = this;
    // one dated ahead, by a clock that runs ahead, has not happened yet
    if (!unit || event.occurredAtMs > this.query.asOfMs) return;
    for (const [index, goal] of this.goals.entries()) {
      if (goal.question.event !== event.name || !goal.isMet(unit, event)) continue;
      if (index === 0) this.takePrimary(unit, event);
      if (event.occurredAtMs >= unit.exposedAtMs && event.occurredAtMs < goal.untilMs) goal.take(event);
    }
  }

  private takePrimary({ exposedAtMs }: OutcomeUnit, { occurredAtMs }: GoalEvent): void {
    this.lastMs = Math.max(this.lastMs, occurredAtMs);
    if (occurredAtMs >= this.beforeFromMs && occurredAtMs < exposedAtMs) this.wasBefore = true;
  }

  private end(): void {
    const { unit } = this;
    if (!unit) return;
    for (const goal of this.goals) goal.end(unit);
    if (this.wasBefore) this.before.add(placeNumber(unit));
    this.addSnapshot(unit);
  }

  private addSnapshot(unit: OutcomeUnit): void {
    const [primary] = this.goals;
    const { segments, covariate } = this.query;
    if (!primary || primary.firstMs === Number.POSITIVE_INFINITY || !primary.isMature(unit.exposedAtMs))
      return;
    const place = placeNumber(unit);
    const { snapshot } = unit;
    for (const [index, attribute] of segments.entries())
      this.segmentAt(index, segmentValue(snapshot, attribute), place).add(primary.cappedSum);
    const x = covariate === null ? undefined : snapshot?.[covariate];
    if (typeof x !== 'number') return;
    const y = primary.question.value === null ? 1 : primary.cappedSum;
    keptAt(this.pairs, place, newPairs).add(y, x);
  }

  private segmentAt(index: number, value: string | null, place: number): ExactMoments {
    const ofValue = this.segments[index] ?? new Map<string | null, Map<number, ExactMoments>>();
    const places = keptAt(ofValue, value, () => new Map<number, ExactMoments>());
    return keptAt(places, place, newMoments);
  }

  /** Ends the customer at hand. */
  get sums(): OutcomeSums {
    this.end();
    this.unit = null;
    const { before, segments, pairs, lastMs } = this;
    return { goals: this.goals.map((goal) => goal.sums), before, segments, pairs, lastMs };
  }

  /** Adds what another tally of the same query found of other customers. */
  join(other: OutcomeSums): void {
    for (const [index, goal] of other.goals.entries()) this.goals[index]?.join(goal);
    this.before.join(other.before);
    for (const [index, ofValue] of other.segments.entries()) {
      for (const [value, places] of ofValue) {
        for (const [place, moments] of places) this.segmentAt(index, value, place).join(moments);
      }
    }
    for (const [place, pairs] of other.pairs) keptAt(this.pairs, place, newPairs).join(pairs);
    this.lastMs = Math.max(this.lastMs, other.lastMs);
  }

  outcomes(): Outcomes {
    this.end();
    this.unit = null;
    const { query } = this;
    return {
      goals: this.goals.map((goal) => goal.outcome()),
      before: inOrder(this.before.counts).map(([place, units]) => ({ ...placeOf(place, query), units })),
      segments: query.segments.map((attribute, index) => ({
        attribute,
        cells: byValue(this.segments[index] ?? new Map<string | null, Map<number, ExactMoments>>()).flatMap(
          ([value, places]) =>
            inOrder(places).map(([place, { now }]) => ({
              value,
              ...placeOf(place, query),
              conversions: now.units,
              values: now,
            })),
        ),
      })),
      covariate: inOrder(this.pairs).map(([place, pairs]) => ({
        ...placeOf(place, query),
        pairs: pairs.now,
      })),
      lastGoalEventAtMs: finiteOrNull(this.lastMs),
    };
  }
}

const newMoments = () => new ExactMoments();
const newPairs = () => new ExactPairs();

/** Event names to be read, and those among them whose properties matter. */
export function namesAsked({ goals }: OutcomeQuery): { all: Set<string>; withProperties: Set<string> } {
  const reads = goals.filter(
    ({ where, key, value }) => where !== undefined || key !== undefined || value !== null,
  );
  return {
    all: new Set(goals.map(({ event }) => event)),
    withProperties: new Set(reads.map(({ event }) => event)),
  };
}
