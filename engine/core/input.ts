/** What comes from outside about one customer: accepted, kept, and applied once. */
import type { ReceiptKind } from '../../shared/event.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ExposureInput } from './exposureInput.ts';
import type { WithdrawExposures } from './withdrawal.ts';

/** An input as accepted: applied exactly once, in the order of `seq` within what language.md 4.5 says. */
export interface PendingInput {
  /** acceptance number, rising */
  seq: number;
  profileId: string;
  atMs: number;
  input: Input;
}

/** Something from outside that concerns one customer. */
export type Input =
  | {
      type: 'event';
      id: string;
      name: string;
      properties: JsonObject;
      occurredAtMs: number;
      attributes?: JsonObject | undefined;
    }
  | { type: 'profile'; patch: ProfilePatch }
  | { type: 'consent'; channel: string; purpose: string | null; granted: boolean }
  | {
      type: 'receipt';
      id: string;
      journeyId: string;
      node: string;
      kind: ReceiptKind;
      key: string | null;
      /** nth delivery of that node to this customer, or the last */
      delivery: 'last' | number;
      properties: JsonObject;
    }
  | {
      type: 'enrol';
      journeyId: string;
      key: string | null;
      properties: JsonObject;
      override: boolean;
    }
  | { type: 'remove'; journeyId: string; key: string | null }
  | { type: 'retry'; journeyId: string; key: string | null; node: string | null }
  | ExposureInput
  | WithdrawExposures
  /** this customer turned out to be another: all that is known of them becomes the other's */
  | { type: 'merge'; id: string; into: string };

/** Inputs that speak of a message or call of any age. */
export const INPUTS_ABOUT_SENDS: ReadonlySet<Input['type']> = new Set(['receipt', 'retry']);

/** What an upsert may change; absent fields stay as they are, `attributes` and `addresses` are merged. */
export type ProfilePatch = Partial<Omit<Profile, 'id' | 'knownSinceMs' | 'since'>>;
