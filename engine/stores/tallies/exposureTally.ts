import { ENTRY_SOURCES } from '../../../shared/experiment/entrySource.ts';
import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import { DAY_MS } from '../../core/time/civil.ts';
import { passedBy } from '../../core/time/passed.ts';
import { compareIds } from '../idOrder.ts';
import type { CellUnits, ExposureCounts, OutcomeQuery } from '../splitReads.ts';
import { Count, keptAt, RunningMoments } from './sums.ts';
import {
  armName,
  cellNumber,
  cellOf,
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

/** What is counted of an arm, epoch and version. */
interface Place {
  /** per attribute asked for, by value */
  segments: Map<string | null, SegmentCell>[];
  missing: number;
  moments: RunningMoments;
}

interface Cell {
  units: number;
  mature: number[];
  place: Place;
}

/** Counts the customers of a split by their first exposure; both stores hand them over one by one. */
export class ExposureTally {
  private readonly query: OutcomeQuery;
  private readonly isMature: ((exposedAtMs: number) => boolean)[];
  private readonly cells = new Map<number, Cell>();
  private readonly places = new Map<number, Place>();
  private readonly contaminated = new Count<number>();
  private readonly ineligible = new Count<number>();
  private readonly ages = new Map<number, Count<number>>();
  private readonly entries = new Map(ENTRY_SOURCES.map((entry) => [entry, new Count<number>()]));
  private firstMs: number | null = null;
  private firstImportedMs: number | null = null;
  private lastMs: number | null = null;

  constructor(query: OutcomeQuery) {
    this.query = query;
    this.isMature = query.goals.map(({ within, delay }) =>
      passedBy(query.asOfMs, [within, delay], query.zone),
    );
  }

  add(unit: Unit, state: UnitState): void {
    if (state !== 'ineligible') this.entries.get(unit.entry ?? 'trigger')?.add(placeNumber(unit));
    if (state === 'counted') this.addCounted(unit);
    else this[state].add(cellNumber(unit, this.query.zone));
  }

  private addCounted(unit: Unit): void {
    const { exposedAtMs } = unit;
    const { asOfMs, zone } = this.query;
    const cell = keptAt(this.cells, cellNumber(unit, zone), () => this.newCell(unit));
    cell.units += 1;
    for (let index = 0; index < this.isMature.length; index++) {
      if (this.isMature[index]?.(exposedAtMs)) cell.mature[index] = (cell.mature[index] ?? 0) + 1;
    }
    keptAt(this.ages, unit.arm, () => new Count<number>()).add(Math.floor((asOfMs - exposedAtMs) / DAY_MS));
    if (unit.epoch === IMPORTED_EPOCH)
      this.firstImportedMs = Math.min(this.firstImportedMs ?? exposedAtMs, exposedAtMs);
    else if (this.firstMs === null || exposedAtMs < this.firstMs) this.firstMs = exposedAtMs;
    if (this.lastMs === null || exposedAtMs > this.lastMs) this.lastMs = exposedAtMs;
    this.addSnapshot(cell.place, unit);
  }

  private newCell(unit: Unit): Cell {
    const place = keptAt(this.places, placeNumber(unit), () => ({
      segments: this.query.segments.map(() => new Map<string | null, SegmentCell>()),
      missing: 0,
      moments: new RunningMoments(),
    }));
    return { units: 0, mature: this.isMature.map(() => 0), place };
  }

  private addSnapshot(place: Place, unit: Unit): void {
    const { segments, covariate } = this.query;
    if (segments.length === 0 && covariate === null) return;
    const { exposedAtMs, snapshot } = unit;
    const isMature = this.isMature[0]?.(exposedAtMs) ?? false;
    for (let index = 0; index < segments.length; index++) {
      const [attribute, ofValue] = [segments[index], place.segments[index]];
      if (attribute === undefined || !ofValue) continue;
      const cell = keptAt(ofValue, segmentValue(snapshot, attribute), () => ({ units: 0, mature: 0 }));
      cell.units += 1;
      if (isMature) cell.mature += 1;
    }
    if (covariate === null || !isMature) return;
    const value = snapshot?.[covariate];
    if (typeof value === 'number') place.moments.add(value);
    else place.missing += 1;
  }

  private segmentCells(index: number): ExposureCounts['segments'][number]['cells'] {
    const cells = inOrder(this.places).flatMap(([number, { segments }]) =>
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
    const { query } = this;
    return {
      cells: inOrder(this.cells).map(([number, { units, mature }]) => ({
        ...cellOf(number, query),
        units,
        mature,
      })),
      contaminated: cellUnits(this.contaminated, query),
      ineligible: cellUnits(this.ineligible, query),
      entries: [...this.entries].flatMap(([entry, places]) =>
        inOrder(places.counts).map(([number, units]) => ({ ...placeOf(number, query), entry, units })),
      ),
      firstExposedAtMs: this.firstMs,
      firstImportedAtMs: this.firstImportedMs,
      lastExposedAtMs: this.lastMs,
      ages: inOrder(this.ages).flatMap(([arm, days]) =>
        inOrder(days.counts).map(([day, units]) => ({ arm: armName(query, arm), day, units })),
      ),
      segments: query.segments.map((attribute, index) => ({ attribute, cells: this.segmentCells(index) })),
      covariate:
        query.covariate === null
          ? null
          : inOrder(this.places)
              .filter(([, { missing, moments }]) => missing + moments.now.units > 0)
              .map(([number, { missing, moments }]) => ({
                ...placeOf(number, query),
                missing,
                moments: moments.now,
              })),
    };
  }
}

function cellUnits(count: Count<number>, query: OutcomeQuery): CellUnits[] {
  return inOrder(count.counts).map(([number, units]) => ({ ...cellOf(number, query), units }));
}

export function inOrder<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}

/** In order of the values, the missing one last. */
export function byValue<Value>(map: ReadonlyMap<string | null, Value>): [string | null, Value][] {
  return [...map].sort(([a], [b]) => compareValues(a, b));
}

function compareValues(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a === null ? 1 : b === null ? -1 : compareIds(a, b);
}
