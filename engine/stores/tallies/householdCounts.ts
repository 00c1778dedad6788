/** Households folded into cells: everything an analysis asks of them. */
import { ENTRY_SOURCES } from '../../../shared/experiment/entrySource.ts';
import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { addDuration } from '../../core/time/duration.ts';
import type {
  HouseholdCounts,
  HouseholdGoal,
  HouseholdSegmentCell,
  HouseholdUnits,
} from '../householdReads.ts';
import type { GoalOutcome, OutcomeQuery } from '../splitReads.ts';
import type { Household, HouseholdGoalSum } from './household.ts';
import { householdReceipts, householdSends } from './householdMessages.ts';
import { byValue, inOrder } from './inOrder.ts';
import { RunningPairs } from './runningPairs.ts';
import { Count, keptAt } from './sums.ts';
import { armName, cellNumber, cellOf, placeNumber, placeOf, segmentValue } from './unit.ts';

export interface HouseholdQuestion {
  query: OutcomeQuery;
  lastGoalEventAtMs: number | null;
  /** per goal: sums of customers who converted, with their household */
  sums: readonly (readonly { household: Household; sum: number }[])[];
  /** per goal: whether the windows of an exposure are over */
  isMature: readonly ((exposedAtMs: number) => boolean)[];
}

/** One goal's figures of a cell as they grow. */
class GoalCell {
  private readonly soFar = new RunningPairs();
  private readonly conversions = new RunningPairs();
  private readonly capped = new RunningPairs();
  private readonly raw = new RunningPairs();
  private reached = 0;
  private matureReached = 0;

  add({ customers }: Household, sum: HouseholdGoalSum, kind: { isMature: boolean; isValue: boolean }): void {
    this.soFar.add(sum.converted, customers);
    if (sum.converted > 0) this.reached += 1;
    if (!kind.isMature) return;
    if (sum.converted > 0) this.matureReached += 1;
    this.conversions.add(sum.converted, customers);
    if (!kind.isValue) return;
    this.capped.add(sum.capped, customers);
    this.raw.add(sum.raw, customers);
  }

  get now(): HouseholdGoal {
    const { soFar, conversions, capped, raw, reached, matureReached } = this;
    return {
      reached,
      soFar: soFar.now,
      matureReached,
      conversions: conversions.now,
      capped: capped.now,
      raw: raw.now,
    };
  }
}

function unitsOf(households: readonly Household[], query: OutcomeQuery): HouseholdUnits[] {
  const cells = new Map<number, { units: number; customers: number }>();
  for (const household of households) {
    const cell = keptAt(cells, cellNumber(household, query.zone), () => ({ units: 0, customers: 0 }));
    cell.units += 1;
    cell.customers += household.customers === 0 ? household.marked : household.customers;
  }
  return inOrder(cells).map(([number, cell]) => ({ ...cellOf(number, query), ...cell }));
}

function cellsOf(
  counted: readonly Household[],
  { query, isMature }: HouseholdQuestion,
): HouseholdCounts['cells'] {
  const goals = new Map<number, GoalCell[]>();
  for (const household of counted) {
    const cell = keptAt(goals, cellNumber(household, query.zone), () =>
      query.goals.map(() => new GoalCell()),
    );
    for (const [index, goal] of cell.entries()) {
      const sum = household.goals[index];
      const isOver = isMature[index]?.(household.lastExposedAtMs) ?? false;
      if (sum) goal.add(household, sum, { isMature: isOver, isValue: query.goals[index]?.value != null });
    }
  }
  const found = inOrder(goals);
  return unitsOf(counted, query).map((cell, index) => ({
    ...cell,
    goals: found[index]?.[1].map(({ now }) => now) ?? [],
  }));
}

function timesOf(
  counted: readonly Household[],
  index: number,
  { query }: HouseholdQuestion,
): GoalOutcome['times'] {
  const goal = query.goals[index];
  const times = new Map<string, GoalOutcome['times'][number]>();
  for (const { arm, exposedAtMs, goals } of counted) {
    const firstMs = goals[index]?.firstMs ?? Number.POSITIVE_INFINITY;
    // a member who came later may convert when the window of the first one is long over
    if (!goal || firstMs >= addDuration(exposedAtMs, goal.within, query.zone)) continue;
    const day = Math.floor((firstMs - exposedAtMs) / DAY_MS);
    const age = Math.floor((query.asOfMs - exposedAtMs) / DAY_MS);
    const key = `${arm}/${day}/${age}`;
    keptAt(times, key, () => ({ arm: armName(query, arm), day, age, units: 0 })).units += 1;
  }
  const { arms } = query;
  return [...times.values()].sort(
    (a, b) => arms.indexOf(a.arm) - arms.indexOf(b.arm) || a.day - b.day || a.age - b.age,
  );
}

function agesOf(counted: readonly Household[], query: OutcomeQuery): HouseholdCounts['ages'] {
  const ages = new Map<number, Count<number>>();
  for (const { arm, exposedAtMs } of counted) {
    const days = Math.floor((query.asOfMs - exposedAtMs) / DAY_MS);
    keptAt(ages, arm, () => new Count<number>()).add(days);
  }
  return inOrder(ages).flatMap(([arm, { counts }]) =>
    inOrder(counts).map(([day, units]) => ({ arm: armName(query, arm), day, units })),
  );
}

function segmentOf(
  counted: readonly Household[],
  attribute: string,
  { query, isMature }: HouseholdQuestion,
): HouseholdSegmentCell[] {
  interface Cell {
    units: number;
    mature: number;
    matureReached: number;
    conversions: RunningPairs;
    values: RunningPairs;
  }
  const isValue = query.goals[0]?.value != null;
  const values = new Map<string | null, Map<number, Cell>>();
  for (const household of counted) {
    const { snapshot, goals, customers, lastExposedAtMs } = household;
    const places = keptAt(values, segmentValue(snapshot, attribute), () => new Map<number, Cell>());
    const cell = keptAt(places, placeNumber(household), () => ({
      units: 0,
      mature: 0,
      matureReached: 0,
      conversions: new RunningPairs(),
      values: new RunningPairs(),
    }));
    cell.units += 1;
    const sum = goals[0];
    if (!sum || !isMature[0]?.(lastExposedAtMs)) continue;
    cell.mature += 1;
    if (sum.converted > 0) cell.matureReached += 1;
    cell.conversions.add(sum.converted, customers);
    if (isValue) cell.values.add(sum.capped, customers);
  }
  return byValue(values).flatMap(([value, places]) =>
    inOrder(places).map(([place, { conversions, values: sums, ...cell }]) => ({
      value,
      ...placeOf(place, query),
      ...cell,
      conversions: conversions.now,
      values: sums.now,
    })),
  );
}

function beforeOf(counted: readonly Household[], query: OutcomeQuery): HouseholdCounts['before'] {
  const before = new Count<number>();
  for (const household of counted) if (household.wasBefore) before.add(placeNumber(household));
  return inOrder(before.counts).map(([place, units]) => ({ ...placeOf(place, query), units }));
}

function instantsOf(counted: readonly Household[]) {
  let [first, firstImported, last] = [Infinity, Infinity, -Infinity];
  for (const { epoch, exposedAtMs, lastExposedAtMs } of counted) {
    if (epoch === IMPORTED_EPOCH) firstImported = Math.min(firstImported, exposedAtMs);
    else first = Math.min(first, exposedAtMs);
    last = Math.max(last, lastExposedAtMs);
  }
  const known = (atMs: number): number | null => (Number.isFinite(atMs) ? atMs : null);
  return {
    firstExposedAtMs: known(first),
    firstImportedAtMs: known(firstImported),
    lastExposedAtMs: known(last),
  };
}

/** By how the first of them came in. */
function entriesOf(included: readonly Household[], query: OutcomeQuery): HouseholdCounts['entries'] {
  return ENTRY_SOURCES.flatMap((entry) => {
    const places = new Count<number>();
    for (const household of included) {
      if ((household.entry ?? 'trigger') === entry) places.add(placeNumber(household));
    }
    return inOrder(places.counts).map(([number, units]) => ({ ...placeOf(number, query), entry, units }));
  });
}

/** @param households in the order in which their first customer has an id */
export function householdCounts(
  households: readonly Household[],
  question: HouseholdQuestion,
): HouseholdCounts {
  const { query, lastGoalEventAtMs, sums, isMature } = question;
  const of = (state: Household['state']) => households.filter((household) => household.state === state);
  const counted = of('counted');
  return {
    cells: cellsOf(counted, question),
    contaminated: unitsOf(of('contaminated'), query),
    ineligible: unitsOf(of('ineligible'), query),
    entries: entriesOf([...counted, ...of('contaminated')], query),
    ...instantsOf(counted),
    ages: agesOf(counted, query),
    times: query.goals.map((_, index) => timesOf(counted, index, question)),
    sums: sums.map((rows, index) =>
      rows
        .filter(
          ({ household }) => household.state === 'counted' && isMature[index]?.(household.lastExposedAtMs),
        )
        .map(({ sum }) => sum)
        .sort((a, b) => b - a),
    ),
    before: beforeOf(counted, query),
    segments: query.segments.map((attribute) => ({
      attribute,
      cells: segmentOf(counted, attribute, question),
    })),
    lastGoalEventAtMs,
    sends: householdSends(counted, query),
    receipts: householdReceipts(counted, query),
  };
}
