import type { EntrySource } from '../../shared/experiment/entrySource.ts';
import type { JsonObject } from '../../shared/json.ts';
import { instantText } from '../../shared/time.ts';

/** A customer reached a split and took an arm (or was held out: node '' and arm 'holdout'). */
export interface Exposure {
  profileId: string;
  journeyId: string;
  node: string;
  /** 0: of no enrollment, imported */
  ordinal: number;
  salt: string;
  arm: string;
  version: number;
  /** allocation epoch the arm came from */
  epoch: number;
  /** `led`: their arm was taken away, and they follow another; counted in the one they met first */
  source: 'hash' | 'sticky' | 'led' | 'import';
  exposedAtMs: number;
  key: string | null;
  /** the household drawn for; null: the customer */
  unit: string | null;
  /** false: assigned elsewhere, but what was tested never reached the customer */
  eligible: boolean;
  /** when an imported one was accepted; null: it was recorded as it happened */
  recordedAtMs: number | null;
  /** attributes the split's plan names, as they were then; null where it names none or none was known */
  snapshot: JsonObject | null;
  /** null: by the trigger, as nearly all */
  entry: Exclude<EntrySource, 'trigger'> | null;
  /** the import that brought it; null: it was not imported */
  batch: string | null;
  /** from then on it counts in no figure and is no arm of the customer; null: it was never withdrawn */
  withdrawnAtMs: number | null;
}

/** The arm a customer is in: the part of an exposure that decisions ask for. */
export type Assignment = Pick<Exposure, 'journeyId' | 'node' | 'salt' | 'arm' | 'epoch' | 'source'>;

/** One imported exposure for each customer, arm and instant of a split; the id is free again once it is withdrawn. */
export function exposureId({
  journeyId,
  node,
  salt,
  arm,
  exposedAtMs,
  profileId,
}: Pick<Exposure, 'journeyId' | 'node' | 'salt' | 'arm' | 'exposedAtMs' | 'profileId'>): string {
  return `${journeyId}/${node}/${salt}/${arm}/${instantText(exposedAtMs)}/${profileId}`;
}
