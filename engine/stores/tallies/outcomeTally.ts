import type { JsonObject } from '../../../shared/json.ts';
import { matchesWhere } from '../../core/evaluate.ts';
import { isForKey } from '../../core/moment.ts';
import { addPair, noPairMoments, type PairMoments } from '../../core/statistics/moments.ts';
import { DAY_MS } from '../../core/time/civil.ts';
import { addDuration, subtractDuration } from '../../core/time/duration.ts';
import { passedBy } from '../../core/time/passed.ts';
import type { GoalOutcome, GoalQuestion, OutcomeQuery, Outcomes } from '../splitReads.ts';
import { byValue, inOrder } from './exposureTally.ts';
import { Count, keptAt, RunningMoments } from './sums.ts';
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

/** One goal's figures. */
export class GoalTally {
  readonly question: GoalQuestion;
  /** of the customer at hand: when they converted first, and their sum */
  firstMs = Number.POSITIVE_INFINITY;
  sum = 0;
  untilMs = 0;
  readonly isMature: (exposedAtMs: number) => boolean;
  private readonly cells = new Map<
    number,
    { conversions: number; matureConversions: number; capped: RunningMoments; raw: RunningMoments }
  >();
  private readonly times = new Map<string, GoalOutcome['times'][number]>();
  private readonly sums: number[] = [];
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
    const cell = keptAt(this.cells, cellNumber(unit, this.query.zone), () => ({
      conversions: 0,
      matureConversions: 0,
      capped: new RunningMoments(),
      raw: new RunningMoments(),
    }));
    cell.conversions += 1;
    this.addTime(unit);
    if (!this.isMature(unit.exposedAtMs)) return;
    cell.matureConversions += 1;
    if (this.question.value === null) return;
    cell.capped.add(this.cappedSum);
    cell.raw.add(this.sum);
    this.sums.push(this.sum);
  }

  private addTime({ arm, exposedAtMs }: OutcomeUnit): void {
    const day = Math.floor((this.firstMs - exposedAtMs) / DAY_MS);
    const age = Math.floor((this.query.asOfMs - exposedAtMs) / DAY_MS);
    const time = keptAt(this.times, `${arm}/${day}/${age}`, () => ({
      arm: armName(this.query, arm),
      day,
      age,
      units: 0,
    }));
    time.units += 1;
  }

  outcome(): GoalOutcome {
    const { arms } = this.query;
    return {
      cells: inOrder(this.cells).map(([number, cell]) => ({
        ...cellOf(number, this.query),
        conversions: cell.conversions,
        matureConversions: cell.matureConversions,
        capped: cell.capped.now,
        raw: cell.raw.now,
      })),
      times: [...this.times.values()].sort(
        (a, b) => arms.indexOf(a.arm) - arms.indexOf(b.arm) || a.day - b.day || a.age - b.age,
      ),
      sums: this.sums.sort((a, b) => b - a),
    };
  }
}

/** What exposed customers did; both stores hand over each customer, then their events in order. */
export class OutcomeTally {
  private readonly query: OutcomeQuery;
  private readonly goals: GoalTally[];
  private readonly before = new Count<number>();
  private readonly segments: Map<string | null, Map<number, RunningMoments>>[];
  private readonly pairs = new Map<number, PairMoments>();
  private unit: OutcomeUnit | null = null;
  private beforeFromMs = 0;
  private wasBefore = false;
  private lastGoalEventAtMs: number | null = null;

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
    this.lastGoalEventAtMs = Math.max(this.lastGoalEventAtMs ?? occurredAtMs, occurredAtMs);
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
    for (const [index, attribute] of segments.entries()) {
      const ofValue = this.segments[index];
      if (!ofValue) continue;
      const places = keptAt(
        ofValue,
        segmentValue(snapshot, attribute),
        () => new Map<number, RunningMoments>(),
      );
      keptAt(places, place, () => new RunningMoments()).add(primary.cappedSum);
    }
    const x = covariate === null ? undefined : snapshot?.[covariate];
    if (typeof x !== 'number') return;
    const y = primary.question.value === null ? 1 : primary.cappedSum;
    this.pairs.set(place, addPair(this.pairs.get(place) ?? noPairMoments, y, x));
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
        cells: byValue(this.segments[index] ?? new Map<string | null, Map<number, RunningMoments>>()).flatMap(
          ([value, places]) =>
            inOrder(places).map(([place, { now }]) => ({
              value,
              ...placeOf(place, query),
              conversions: now.units,
              values: now,
            })),
        ),
      })),
      covariate: inOrder(this.pairs).map(([place, pairs]) => ({ ...placeOf(place, query), pairs })),
      lastGoalEventAtMs: this.lastGoalEventAtMs,
    };
  }
}

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
