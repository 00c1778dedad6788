import type { JsonObject } from '../../../shared/json.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { matchesWhere } from '../../core/evaluate.ts';
import { isForKey } from '../../core/moment.ts';
import { addDuration } from '../../core/time/duration.ts';
import { passedBy } from '../../core/time/passed.ts';
import type { GoalOutcome, GoalQuestion, OutcomeQuery } from '../splitReads.ts';
import { inOrder } from './inOrder.ts';
import { ExactMoments, keptAt, type ValueSums } from './sums.ts';
import { armName, cellNumber, cellOf, type Unit } from './unit.ts';

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
