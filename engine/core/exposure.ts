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
  /** when we learnt of it, of an imported one; null: as it happened */
  recordedAtMs: number | null;
  /** attributes the split's plan names, as they were then; null where it names none or none was known */
  snapshot: JsonObject | null;
  /** null: by the trigger, as nearly all */
  entry: Exclude<EntrySource, 'trigger'> | null;
  /** of an imported one, what it came with */
  batch: string | null;
  /** from when on it is in no figure and no arm of the customer; null: never */
  withdrawnAtMs: number | null;
}

/** The arm a customer is in: what deciding asks of an exposure, which is more. */
export type Assignment = Pick<Exposure, 'journeyId' | 'node' | 'salt' | 'arm' | 'epoch' | 'source'>;

/** The same customer, arm and instant of a split is one imported exposure; free again once it is withdrawn. */
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
