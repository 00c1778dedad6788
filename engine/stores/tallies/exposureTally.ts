import { DAY_MS } from '../../core/time/civil.ts';
import { passedBy } from '../../core/time/passed.ts';
import { compareIds } from '../idOrder.ts';
import type { CellUnits, ExposureCounts, ExposureQuery } from '../splitReads.ts';
import { Count, keptAt, RunningMoments } from './sums.ts';
import { armName, cellNumber, cellOf, placeNumber, placeOf, segmentValue, type Unit } from './unit.ts';

interface SegmentCell {
  units: number;
  mature: number;
}
/** by value, then place */
type SegmentCounts = Map<string | null, Map<number, SegmentCell>>;

/** Counts the customers of a split by their first exposure; both stores hand them over one by one. */
export class ExposureTally {
  private readonly query: ExposureQuery;
  private readonly isMature: ((exposedAtMs: number) => boolean)[];
  private readonly cells = new Map<number, { units: number; mature: number[] }>();
  private readonly contaminated = new Count<number>();
  private readonly ineligible = new Count<number>();
  private readonly ages = new Map<number, Count<number>>();
  private readonly segments: SegmentCounts[];
  private readonly covariates = new Map<number, { missing: number; moments: RunningMoments }>();
  private firstMs: number | null = null;
  private lastMs: number | null = null;

  constructor(query: ExposureQuery) {
    this.query = query;
    this.isMature = query.maturities.map(({ within, delay }) =>
      passedBy(query.asOfMs, [within, delay], query.zone),
    );
    this.segments = query.segments.map(() => new Map());
  }

  addContaminated(unit: Unit): void {
    this.contaminated.add(cellNumber(unit, this.query.zone));
  }

  addIneligible(unit: Unit): void {
    this.ineligible.add(cellNumber(unit, this.query.zone));
  }

  add(unit: Unit): void {
    const { exposedAtMs } = unit;
    const { asOfMs, zone } = this.query;
    const cell = keptAt(this.cells, cellNumber(unit, zone), () => ({
      units: 0,
      mature: this.isMature.map(() => 0),
    }));
    cell.units += 1;
    for (let index = 0; index < this.isMature.length; index++) {
      if (this.isMature[index]?.(exposedAtMs)) cell.mature[index] = (cell.mature[index] ?? 0) + 1;
    }
    keptAt(this.ages, unit.arm, () => new Count<number>()).add(Math.floor((asOfMs - exposedAtMs) / DAY_MS));
    if (this.firstMs === null || exposedAtMs < this.firstMs) this.firstMs = exposedAtMs;
    if (this.lastMs === null || exposedAtMs > this.lastMs) this.lastMs = exposedAtMs;
    this.addSnapshot(unit);
  }

  private addSnapshot(unit: Unit): void {
    const { segments, covariate } = this.query;
    if (segments.length === 0 && covariate === null) return;
    const { exposedAtMs, snapshot } = unit;
    const place = placeNumber(unit);
    const isMature = this.isMature[0]?.(exposedAtMs) ?? false;
    for (const [index, attribute] of segments.entries()) {
      const ofValue = this.segments[index];
      if (!ofValue) continue;
      const places = keptAt(ofValue, segmentValue(snapshot, attribute), () => new Map());
      const cell = keptAt(places, place, () => ({ units: 0, mature: 0 }));
      cell.units += 1;
      if (isMature) cell.mature += 1;
    }
    if (covariate === null || !isMature) return;
    const known = keptAt(this.covariates, place, () => ({ missing: 0, moments: new RunningMoments() }));
    const value = snapshot?.[covariate];
    if (typeof value === 'number') known.moments.add(value);
    else known.missing += 1;
  }

  counts(): ExposureCounts {
    const { query } = this;
    return {
      cells: inOrder(this.cells).map(([number, cell]) => ({ ...cellOf(number, query), ...cell })),
      contaminated: cellUnits(this.contaminated, query),
      ineligible: cellUnits(this.ineligible, query),
      firstExposedAtMs: this.firstMs,
      lastExposedAtMs: this.lastMs,
      ages: inOrder(this.ages).flatMap(([arm, days]) =>
        inOrder(days.counts).map(([day, units]) => ({ arm: armName(query, arm), day, units })),
      ),
      segments: query.segments.map((attribute, index) => ({
        attribute,
        cells: byValue(this.segments[index] ?? new Map()).flatMap(
          ([value, places]: [string | null, Map<number, SegmentCell>]) =>
            inOrder(places).map(([place, cell]) => ({ value, ...placeOf(place, query), ...cell })),
        ),
      })),
      covariate:
        query.covariate === null
          ? null
          : inOrder(this.covariates).map(([place, { missing, moments }]) => ({
              ...placeOf(place, query),
              missing,
              moments: moments.now,
            })),
    };
  }
}

function cellUnits(count: Count<number>, query: ExposureQuery): CellUnits[] {
  return inOrder(count.counts).map(([number, units]) => ({ ...cellOf(number, query), units }));
}

export function inOrder<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}

/** In order of the values, the missing one last. */
export function byValue<Value>(map: ReadonlyMap<string | null, Value>): [string | null, Value][] {
  return [...map].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compareIds(a, b)));
}
