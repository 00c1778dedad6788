import type { JsonObject } from '../../../shared/json.ts';
import { dateTextOf } from '../../core/time/civil.ts';
import type { CellKey, SplitQuery } from '../splitReads.ts';

/** A customer as a split counts them: by their first exposure. */
export interface Unit {
  /** place in the query's arms, from 1; 0 is none of them */
  arm: number;
  epoch: number;
  version: number;
  exposedAtMs: number;
  snapshot: JsonObject | null;
}

/** More than any arm, epoch, version or day number. */
const [EPOCHS, VERSIONS, DAYS] = [16_384, 16_384, 65_536];

/** A cell as one number: a text per customer would cost as much as reading them. */
export function cellNumber({ arm, epoch, version }: Unit, day: number): number {
  return ((arm * EPOCHS + epoch) * VERSIONS + version) * DAYS + day;
}

export function cellOf(number: number, query: Pick<SplitQuery, 'arms'>): CellKey {
  const day = number % DAYS;
  const above = Math.floor(number / DAYS);
  const version = above % VERSIONS;
  const armAndEpoch = Math.floor(above / VERSIONS);
  return {
    arm: armName(query, Math.floor(armAndEpoch / EPOCHS)),
    epoch: armAndEpoch % EPOCHS,
    version,
    day: dateTextOf(day),
  };
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
