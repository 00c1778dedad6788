import type { Exposure } from '../../core/exposure.ts';
import type { SplitQuery } from '../splitReads.ts';
import type { Member } from './household.ts';
import { armNumber } from './unit.ts';

export type FirstExposure = Pick<
  Exposure,
  | 'profileId'
  | 'ordinal'
  | 'arm'
  | 'version'
  | 'epoch'
  | 'exposedAtMs'
  | 'eligible'
  | 'key'
  | 'unit'
  | 'entry'
  | 'snapshot'
>;

function earliest(exposures: readonly FirstExposure[]): FirstExposure | undefined {
  return exposures.reduce<FirstExposure | undefined>(
    (first, one) => (!first || one.exposedAtMs < first.exposedAtMs ? one : first),
    undefined,
  );
}

/** A customer by the first of their exposures to a split, of which there is one; its household is theirs for good. */
export function memberOf(exposures: readonly FirstExposure[], query: Pick<SplitQuery, 'arms'>): Member {
  const eligible = exposures.filter((one) => one.eligible);
  const first = earliest(eligible) ?? earliest(exposures);
  if (!first) throw new Error('a customer of a split without an exposure');
  const { profileId, ordinal, epoch, version, exposedAtMs, entry, snapshot, key, unit } = first;
  const isContaminated = eligible.some(({ arm }) => arm !== first.arm);
  return {
    profileId,
    ordinal,
    household: unit,
    arm: armNumber(query, first.arm),
    epoch,
    version,
    exposedAtMs,
    entry,
    snapshot,
    key,
    isImported: ordinal === 0,
    state: eligible.length === 0 ? 'ineligible' : isContaminated ? 'contaminated' : 'counted',
  };
}
