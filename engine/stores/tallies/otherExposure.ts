import { DAY_MS } from '../../../shared/timeUnits.ts';
import type { OtherSplit, OverlapQuery, Recency, SplitQuery } from '../splitReads.ts';
import type { Unit } from './unit.ts';

/** Where else a customer of a split was exposed. */
export interface OtherExposure extends OtherSplit {
  salt: string;
  arm: string;
  exposedAtMs: number;
}

/** A split under one text; ids of journeys and nodes have no slash. */
export function nameOf({ journeyId, node }: OtherSplit): string {
  return `${journeyId}/${node}`;
}

export function splitOf(name: string): OtherSplit {
  const [journeyId = '', node = ''] = name.split('/');
  return { journeyId, node };
}

const isSameSplit = (one: OtherSplit, other: OtherSplit): boolean =>
  one.journeyId === other.journeyId && one.node === other.node;

/**
 * The arm a customer is in of each other split, under the salt they met last: a new salt is a new experiment.
 * A customer seen in several arms says nothing of any of them.
 */
export function armsElsewhere(others: readonly OtherExposure[]): readonly OtherExposure[] {
  if (others.length < 2) return others;
  const last: OtherExposure[] = [];
  for (const other of others) {
    const index = last.findIndex((known) => isSameSplit(known, other));
    const known = last[index];
    if (!known) last.push(other);
    else if (other.exposedAtMs > known.exposedAtMs) last[index] = other;
  }
  return last.filter((one) =>
    others.every((other) => !isSameSplit(one, other) || one.salt !== other.salt || one.arm === other.arm),
  );
}

const RECENCIES: readonly (readonly [days: number, recency: Recency])[] = [
  [30, 'within30'],
  [60, 'within60'],
];

/** Tells how long before their exposure here another journey treated a customer last; null where not in 60 days. */
export function recencyAsked({
  journeyId,
  untreated,
}: Pick<OverlapQuery, 'journeyId' | 'untreated'>): (
  unit: Unit,
  others: readonly OtherExposure[],
) => Recency | null {
  const control = new Set(untreated.map((arm) => `${nameOf(arm)}/${arm.arm}`));
  return ({ exposedAtMs }, others) => {
    let lastMs = Number.NEGATIVE_INFINITY;
    for (const other of others) {
      const isBefore = other.exposedAtMs < exposedAtMs && other.exposedAtMs > lastMs;
      if (!isBefore || other.journeyId === journeyId) continue;
      if (!control.has(`${nameOf(other)}/${other.arm}`)) lastMs = other.exposedAtMs;
    }
    return RECENCIES.find(([days]) => exposedAtMs - lastMs <= days * DAY_MS)?.[1] ?? null;
  };
}

/** Whether sharing a customer with this split says anything: a journey's holdout and its splits share theirs by design. */
export function isOtherSplit({ journeyId, node }: SplitQuery, other: OtherSplit): boolean {
  return other.journeyId !== journeyId || (other.node !== node && other.node !== '' && node !== '');
}
