import type { JsonObject } from '../../../shared/json.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { matchesWhere } from '../../core/evaluate.ts';
import { isForKey } from '../../core/moment.ts';
import { addDuration, subtractDuration } from '../../core/time/duration.ts';
import { passedBy } from '../../core/time/passed.ts';
import type { GoalOutcome, GoalQuestion, OutcomeQuery, Outcomes } from '../splitReads.ts';
import { byValue, finiteOrNull, inOrder } from './exposureTally.ts';
import { Count, ExactMoments, ExactPairs, keptAt, type PairSums, type ValueSums } from './sums.ts';
import { armName, cellNumber, cellOf, placeNumber, placeOf, segmentValue, type Unit } from './unit.ts';

/** A customer with what their events are matched by. */
export interface OutcomeUnit extends Unit {
  key: string | null;
  /** drawn elsewhere: there is no enrollment whose key an event could carry */
  isImported: boolean;
}

export interface GoalEvent {
  name: string;
  occurredAtMs: number;
  properties: JsonObject;
}

interface GoalCell<Moments extends ValueSums> {
  conversions: number;
  matureConversions: number;
  capped: Moments;
  raw: Moments;
}

type Time = Omit<GoalOutcome['times'][number], 'arm'> & { arm: number };

/** One goal's counts of some of the customers. */
export interface GoalSums {
  cells: ReadonlyMap<number, GoalCell<ValueSums>>;
  /** by arm, day and age */
  times: ReadonlyMap<number, Time>;
  /** before the cap, in no order */
  values: readonly number[];
}

/** More than any number of days, either way. */
const [DAY_COUNT, ARM_COUNT] = [4_194_304, 1_024];

/** One goal's figures. */
export class GoalTally {
  readonly sums = {
    cells: new Map<number, GoalCell<ExactMoments>>(),
    times: new Map<number, Time>(),
    values: [] as number[],
  };
  readonly question: GoalQuestion;
  /** of the customer at hand: when they converted first, and their sum */
  firstMs = Number.POSITIVE_INFINITY;
  sum = 0;
  untilMs = 0;
  readonly isMature: (exposedAtMs: number) => boolean;
  private readonly query: OutcomeQuery;

  constructor(question: GoalQuestion, query: OutcomeQuery) {
    this.question = question;
    this.query = query;
    this.isMature = passedBy(query.asOfMs, [question.within, question.delay], query.zone);
  }

  begin(unit: OutcomeUnit): void {
    this.firstMs = Number.POSITIVE_INFINITY;
    this.sum = 0;
    this.untilMs = addDuration(unit.exposedAtMs, this.question.within, this.query.zone);
  }

  isMet(unit: OutcomeUnit, event: GoalEvent): boolean {
    const { where, key } = this.question;
    if (!unit.isImported && !isForKey(event, key, unit.key)) return false;
    return matchesWhere(where, event, this.query.asOfMs, this.query.zone);
  }

  take(event: GoalEvent): void {
    this.firstMs = Math.min(this.firstMs, event.occurredAtMs);
    const { value } = this.question;
    const amount = value === null ? null : event.properties[value];
    if (typeof amount === 'number') this.sum += amount;
  }

  get cappedSum(): number {
    const { cap } = this.question;
    return cap === null ? this.sum : Math.min(this.sum, cap);
  }

  end(unit: OutcomeUnit): void {
    if (this.firstMs === Number.POSITIVE_INFINITY) return;
    const cell = this.cellAt(cellNumber(unit, this.query.zone));
    cell.conversions += 1;
    this.addTime(unit);
    if (!this.isMature(unit.exposedAtMs)) return;
    cell.matureConversions += 1;
    if (this.question.value === null) return;
    cell.capped.add(this.cappedSum);
    cell.raw.add(this.sum);
    this.sums.values.push(this.sum);
  }

  private cellAt(number: number): GoalCell<ExactMoments> {
    return keptAt(this.sums.cells, number, () => ({
      conversions: 0,
      matureConversions: 0,
      capped: new ExactMoments(),
      raw: new ExactMoments(),
    }));
  }

  private addTime({ arm, exposedAtMs }: OutcomeUnit): void {
    const day = Math.floor((this.firstMs - exposedAtMs) / DAY_MS);
    const age = Math.floor((this.query.asOfMs - exposedAtMs) / DAY_MS);
    this.timeAt({ arm, day, age }).units += 1;
  }

  private timeAt({ arm, day, age }: Omit<Time, 'units'>): Time {
    const number = (day * ARM_COUNT + arm) * DAY_COUNT + age;
    return keptAt(this.sums.times, number, () => ({ arm, day, age, units: 0 }));
  }

  /** Adds what another tally of the same question found of other customers. */
  join(other: GoalSums): void {
    for (const [number, { conversions, matureConversions, capped, raw }] of other.cells) {
      const cell = this.cellAt(number);
      cell.conversions += conversions;
      cell.matureConversions += matureConversions;
      cell.capped.join(capped);
      cell.raw.join(raw);
    }
    for (const time of other.times.values()) this.timeAt(time).units += time.units;
    for (const value of other.values) this.sums.values.push(value);
  }

  outcome(): GoalOutcome {
    const { cells, times, values } = this.sums;
    return {
      cells: inOrder(cells).map(([number, cell]) => ({
        ...cellOf(number, this.query),
        conversions: cell.conversions,
        matureConversions: cell.matureConversions,
        capped: cell.capped.now,
        raw: cell.raw.now,
      })),
      times: [...times.values()]
        .sort((a, b) => a.arm - b.arm || a.day - b.day || a.age - b.age)
        .map((time) => ({ ...time, arm: armName(this.query, time.arm) })),
      sums: [...Float64Array.from(values).sort()].reverse(),
    };
  }
}

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
