import { ENTRY_SOURCES, type EntrySource } from '../../../shared/experiment/entrySource.ts';
import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { passedBy } from '../../core/time/passed.ts';
import type { CellUnits, ExposureCounts, OutcomeQuery } from '../splitReads.ts';
import { compareValues, inOrder } from './inOrder.ts';
import { Count, ExactMoments, keptAt, type ValueSums } from './sums.ts';
import {
  armName,
  cellNumber,
  cellNumberOf,
  cellOf,
  localDay,
  placeNumber,
  placeOf,
  segmentValue,
  type Unit,
  type UnitState,
} from './unit.ts';

interface SegmentCell {
  units: number;
  mature: number;
}

interface DayCell {
  units: number;
  /** per goal */
  mature: number[];
}

/** What is counted of an arm, epoch and version. */
interface Place<Moments extends ValueSums> {
  /** by local day; small numbers, because they are looked up for every customer */
  days: Map<number, DayCell>;
  /** per attribute asked for, by value */
  segments: Map<string | null, SegmentCell>[];
  missing: number;
  moments: Moments;
}

type Counted<Key> = Pick<Count<Key>, 'counts'>;

/** The counts of some of the customers, as they pass from thread to thread. */
export interface ExposureSums {
  places: ReadonlyMap<number, Place<ValueSums>>;
  contaminated: Counted<number>;
  ineligible: Counted<number>;
  /** per arm */
  ages: ReadonlyMap<number, Counted<number>>;
  entries: ReadonlyMap<EntrySource, Counted<number>>;
  /** instants of exposures; infinite where there was none */
  firstMs: number;
  firstImportedMs: number;
  lastMs: number;
}

/** Counts the customers of a split by their first exposure; both stores hand them over one by one. */
export class ExposureTally {
  readonly sums = {
    places: new Map<number, Place<ExactMoments>>(),
    contaminated: new Count<number>(),
    ineligible: new Count<number>(),
    ages: new Map<number, Count<number>>(),
    entries: new Map(ENTRY_SOURCES.map((entry) => [entry, new Count<number>()])),
    firstMs: Number.POSITIVE_INFINITY,
    firstImportedMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
  private readonly query: OutcomeQuery;
  private readonly isMature: ((exposedAtMs: number) => boolean)[];

  constructor(query: OutcomeQuery) {
    this.query = query;
    this.isMature = query.goals.map(({ within, delay }) =>
      passedBy(query.asOfMs, [within, delay], query.zone),
    );
  }

  add(unit: Unit, state: UnitState): void {
    const number = placeNumber(unit);
    if (state !== 'ineligible') this.sums.entries.get(unit.entry ?? 'trigger')?.add(number);
    if (state === 'counted') this.addCounted(unit, this.placeAt(number));
    else this.sums[state].add(cellNumber(unit, this.query.zone));
  }

  private addCounted(unit: Unit, place: Place<ExactMoments>): void {
    const { sums } = this;
    const { exposedAtMs } = unit;
    const { asOfMs, zone } = this.query;
    const cell = this.cellAt(place, localDay(exposedAtMs, zone));
    cell.units += 1;
    for (let index = 0; index < this.isMature.length; index++) {
      if (this.isMature[index]?.(exposedAtMs)) cell.mature[index] = (cell.mature[index] ?? 0) + 1;
    }
    keptAt(sums.ages, unit.arm, newCount).add(Math.floor((asOfMs - exposedAtMs) / DAY_MS));
    if (unit.epoch === IMPORTED_EPOCH) {
      if (exposedAtMs < sums.firstImportedMs) sums.firstImportedMs = exposedAtMs;
    } else if (exposedAtMs < sums.firstMs) sums.firstMs = exposedAtMs;
    if (exposedAtMs > sums.lastMs) sums.lastMs = exposedAtMs;
    this.addSnapshot(place, unit);
  }

  private placeAt(number: number): Place<ExactMoments> {
    const known = this.sums.places.get(number);
    if (known) return known;
    const place = {
      days: new Map<number, DayCell>(),
      segments: this.query.segments.map(() => new Map<string | null, SegmentCell>()),
      missing: 0,
      moments: new ExactMoments(),
    };
    this.sums.places.set(number, place);
    return place;
  }

  private cellAt({ days }: Place<ExactMoments>, day: number): DayCell {
    const known = days.get(day);
    if (known) return known;
    const cell = { units: 0, mature: this.isMature.map(() => 0) };
    days.set(day, cell);
    return cell;
  }

  private addSnapshot(place: Place<ExactMoments>, unit: Unit): void {
    const { segments, covariate } = this.query;
    if (segments.length === 0 && covariate === null) return;
    const { exposedAtMs, snapshot } = unit;
    const isMature = this.isMature[0]?.(exposedAtMs) ?? false;
    for (let index = 0; index < segments.length; index++) {
      const [attribute, ofValue] = [segments[index], place.segments[index]];
      if (attribute === undefined || !ofValue) continue;
      const cell = keptAt(ofValue, segmentValue(snapshot, attribute), newSegmentCell);
      cell.units += 1;
      if (isMature) cell.mature += 1;
    }
    if (covariate === null || !isMature) return;
    const value = snapshot?.[covariate];
    if (typeof value === 'number') place.moments.add(value);
    else place.missing += 1;
  }

  /** Adds what another tally of the same query found of other customers. */
  join(other: ExposureSums): void {
    const { sums } = this;
    for (const [number, place] of other.places) this.joinPlace(this.placeAt(number), place);
    sums.contaminated.join(other.contaminated);
    sums.ineligible.join(other.ineligible);
    for (const [arm, days] of other.ages) keptAt(sums.ages, arm, newCount).join(days);
    for (const [entry, places] of other.entries) keptAt(sums.entries, entry, newCount).join(places);
    sums.firstMs = Math.min(sums.firstMs, other.firstMs);
    sums.firstImportedMs = Math.min(sums.firstImportedMs, other.firstImportedMs);
    sums.lastMs = Math.max(sums.lastMs, other.lastMs);
  }

  private joinPlace(place: Place<ExactMoments>, other: Place<ValueSums>): void {
    for (const [day, { units, mature }] of other.days) {
      const cell = this.cellAt(place, day);
      cell.units += units;
      for (const [index, count] of mature.entries()) cell.mature[index] = (cell.mature[index] ?? 0) + count;
    }
    for (const [index, ofValue] of other.segments.entries()) {
      for (const [value, { units, mature }] of ofValue) {
        const cell = keptAt(
          place.segments[index] ?? new Map<string | null, SegmentCell>(),
          value,
          newSegmentCell,
        );
        cell.units += units;
        cell.mature += mature;
      }
    }
    place.missing += other.missing;
    place.moments.join(other.moments);
  }

  private segmentCells(index: number): ExposureCounts['segments'][number]['cells'] {
    const cells = inOrder(this.sums.places).flatMap(([number, { segments }]) =>
      [...(segments[index] ?? [])].map(([value, cell]) => ({
        value,
        ...placeOf(number, this.query),
        ...cell,
      })),
    );
    // sorting keeps the order of places within a value
    return cells.sort((a, b) => compareValues(a.value, b.value));
  }

  counts(): ExposureCounts {
    const { query, sums } = this;
    return {
      cells: inOrder(sums.places).flatMap(([number, { days }]) =>
        inOrder(days).map(([day, cell]) => ({ ...cellOf(cellNumberOf(number, day), query), ...cell })),
      ),
      contaminated: cellUnits(sums.contaminated, query),
      ineligible: cellUnits(sums.ineligible, query),
      entries: [...sums.entries].flatMap(([entry, places]) =>
        inOrder(places.counts).map(([number, units]) => ({ ...placeOf(number, query), entry, units })),
      ),
      firstExposedAtMs: finiteOrNull(sums.firstMs),
      firstImportedAtMs: finiteOrNull(sums.firstImportedMs),
      lastExposedAtMs: finiteOrNull(sums.lastMs),
      ages: inOrder(sums.ages).flatMap(([arm, days]) =>
        inOrder(days.counts).map(([day, units]) => ({ arm: armName(query, arm), day, units })),
      ),
      segments: query.segments.map((attribute, index) => ({ attribute, cells: this.segmentCells(index) })),
      covariate: query.covariate === null ? null : this.covariateCells(),
    };
  }

  private covariateCells(): ExposureCounts['covariate'] {
    return inOrder(this.sums.places)
      .filter(([, { missing, moments }]) => missing + moments.units > 0)
      .map(([number, { missing, moments }]) => ({
        ...placeOf(number, this.query),
        missing,
        moments: moments.now,
      }));
  }
}

const newCount = () => new Count<number>();
const newSegmentCell = (): SegmentCell => ({ units: 0, mature: 0 });

export function finiteOrNull(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}

function cellUnits(count: Count<number>, query: OutcomeQuery): CellUnits[] {
  return inOrder(count.counts).map(([number, units]) => ({ ...cellOf(number, query), units }));
}
