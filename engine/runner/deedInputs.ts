/** What operators and programs do to one customer, as inputs. */
import type { JsonObject } from '../../shared/json.ts';
import type { NewInput } from '../stores/store.ts';

/** Whom a deed is about, and in which journey; an absent key means any. */
export interface PersonDeed {
  profile: string;
  journey: string;
  key?: string | undefined;
}

export interface EnrolDeed extends PersonDeed {
  properties?: JsonObject | undefined;
  /** skips re-entry and an earlier removal */
  override?: boolean | undefined;
}

export interface RetryDeed extends PersonDeed {
  /** absent means any */
  node?: string | undefined;
}

export function enrolInput(deed: EnrolDeed, atMs: number): NewInput {
  const { profile, journey, key = null, properties = {}, override = false } = deed;
  return {
    profileId: profile,
    atMs,
    input: { type: 'enrol', journeyId: journey, key, properties, override },
  };
}

export function removeInput({ profile, journey, key }: PersonDeed, atMs: number): NewInput {
  return { profileId: profile, atMs, input: { type: 'remove', journeyId: journey, key: key ?? null } };
}

export function retryInput({ profile, journey, key, node }: RetryDeed, atMs: number): NewInput {
  const of = { journeyId: journey, key: key ?? null, node: node ?? null };
  return { profileId: profile, atMs, input: { type: 'retry', ...of } };
}

/** Consent for a channel given or withdrawn; without a purpose, for all of them. */
export interface ConsentDeed {
  profile: string;
  channel: string;
  purpose?: string | undefined;
  granted: boolean;
}

export function consentInput(change: ConsentDeed, atMs: number): NewInput {
  const { profile, channel, purpose = null, granted } = change;
  return { profileId: profile, atMs, input: { type: 'consent', channel, purpose, granted } };
}
