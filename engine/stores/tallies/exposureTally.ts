import { DAY_MS } from '../../core/time/civil.ts';
import { passedBy } from '../../core/time/passed.ts';
import { wallOf } from '../../core/time/wall.ts';
import { compareIds } from '../idOrder.ts';
import type { ArmUnits, ExposureCounts, ExposureQuery } from '../splitReads.ts';
import { Count, keptAt, RunningMoments } from './sums.ts';
import { armName, cellNumber, cellOf, segmentValue, type Unit } from './unit.ts';

interface SegmentCell {
  units: number;
  mature: number;
}
/** by value, then arm */
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

  addContaminated(arm: number): void {
    this.contaminated.add(arm);
  }

  addIneligible(arm: number): void {
    this.ineligible.add(arm);
  }

  add(unit: Unit): void {
    const { exposedAtMs } = unit;
    const { asOfMs, zone } = this.query;
    const cell = keptAt(this.cells, cellNumber(unit, Math.floor(wallOf(exposedAtMs, zone) / DAY_MS)), () => ({
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

  private addSnapshot({ arm, exposedAtMs, snapshot }: Unit): void {
    const { segments, covariate } = this.query;
    if (segments.length === 0 && covariate === null) return;
    const isMature = this.isMature[0]?.(exposedAtMs) ?? false;
    for (const [index, attribute] of segments.entries()) {
      const ofValue = this.segments[index];
      if (!ofValue) continue;
      const ofArm = keptAt(ofValue, segmentValue(snapshot, attribute), () => new Map());
      const cell = keptAt(ofArm, arm, () => ({ units: 0, mature: 0 }));
      cell.units += 1;
      if (isMature) cell.mature += 1;
    }
    if (covariate === null || !isMature) return;
    const known = keptAt(this.covariates, arm, () => ({ missing: 0, moments: new RunningMoments() }));
    const value = snapshot?.[covariate];
    if (typeof value === 'number') known.moments.add(value);
    else known.missing += 1;
  }

  counts(): ExposureCounts {
    const { query } = this;
    return {
      cells: [...this.cells]
        .sort(([a], [b]) => a - b)
        .map(([number, cell]) => ({ ...cellOf(number, query), ...cell })),
      contaminated: armUnits(this.contaminated, query),
      ineligible: armUnits(this.ineligible, query),
      firstExposedAtMs: this.firstMs,
      lastExposedAtMs: this.lastMs,
      ages: byArm(this.ages).flatMap(([arm, days]) =>
        days
          .entries()
          .sort(([a], [b]) => a - b)
          .map(([day, units]) => ({ arm: armName(query, arm), day, units })),
      ),
      segments: query.segments.map((attribute, index) => ({
        attribute,
        cells: byValue<Map<number, SegmentCell>>(this.segments[index] ?? new Map()).flatMap(([value, arms]) =>
          byArm(arms).map(([arm, cell]) => ({ value, arm: armName(query, arm), ...cell })),
        ),
      })),
      covariate:
        query.covariate === null
          ? null
          : byArm(this.covariates).map(([arm, { missing, moments }]) => ({
              arm: armName(query, arm),
              missing,
              moments: moments.now,
            })),
    };
  }
}

export function armUnits(count: Count<number>, query: Pick<ExposureQuery, 'arms'>): ArmUnits[] {
  return count
    .entries()
    .sort(([a], [b]) => a - b)
    .map(([arm, units]) => ({ arm: armName(query, arm), units }));
}

export function byArm<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}

/** In order of the values, the missing one last. */
export function byValue<Value>(map: ReadonlyMap<string | null, Value>): [string | null, Value][] {
  return [...map].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compareIds(a, b)));
}
