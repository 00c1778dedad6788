import type { JsonObject } from '../../../shared/json.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import type { Exposure } from '../../core/exposure.ts';
import { dateTextOf } from '../../core/time/civil.ts';
import { wallOf } from '../../core/time/wall.ts';
import type { CellKey, PlaceKey, SplitQuery } from '../splitReads.ts';

/** A customer as a split counts them: by their first exposure. */
export interface Unit {
  /** place in the query's arms, from 1; 0 is none of them */
  arm: number;
  epoch: number;
  version: number;
  exposedAtMs: number;
  entry: Exposure['entry'];
  /** read once: it may be parsed each time */
  readonly snapshot: JsonObject | null;
}

/** Only whoever is counted is in the figures. */
export type UnitState = 'counted' | 'contaminated' | 'ineligible';

/** More than any epoch, version or number of a day; together with 128 arms still a safe integer. */
const [EPOCHS, VERSIONS, DAYS] = [16_384, 16_384, 262_144];
/** 1 January 1600: trials older than the computer's calendar are imported too. */
const FIRST_DAY = Date.UTC(1600, 0, 1) / DAY_MS;

/** Arm, epoch and version as one number: a text per customer would cost as much as reading them. */
export function placeNumber({ arm, epoch, version }: Unit): number {
  return (arm * EPOCHS + epoch) * VERSIONS + version;
}

/** The local day of an instant, counted from 1600. */
export function localDay(ms: number, zone: string): number {
  return Math.floor(wallOf(ms, zone) / DAY_MS) - FIRST_DAY;
}

export function cellNumberOf(place: number, day: number): number {
  return place * DAYS + day;
}

/** A place and the local day of the exposure. */
export function cellNumber(unit: Unit, zone: string): number {
  return cellNumberOf(placeNumber(unit), localDay(unit.exposedAtMs, zone));
}

export function placeOf(number: number, query: Pick<SplitQuery, 'arms'>): PlaceKey {
  const armAndEpoch = Math.floor(number / VERSIONS);
  return {
    arm: armName(query, Math.floor(armAndEpoch / EPOCHS)),
    epoch: armAndEpoch % EPOCHS,
    version: number % VERSIONS,
  };
}

export function cellOf(number: number, query: Pick<SplitQuery, 'arms'>): CellKey {
  return { ...placeOf(Math.floor(number / DAYS), query), day: dateTextOf((number % DAYS) + FIRST_DAY) };
}

export function armNumber({ arms }: Pick<SplitQuery, 'arms'>, arm: string): number {
  return arms.indexOf(arm) + 1;
}

export function armName({ arms }: Pick<SplitQuery, 'arms'>, number: number): string {
  return arms[number - 1] ?? '';
}

export function segmentValue(snapshot: JsonObject | null, attribute: string): string | null {
  const value = snapshot?.[attribute];
  return value === undefined || value === null ? null : String(value);
}
