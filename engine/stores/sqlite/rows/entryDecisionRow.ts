import type { EntryDecision, Offer } from '../../../core/records.ts';

export const entryDecisionColumns = [
  'seq',
  'profile_id',
  'journey_id',
  'at_ms',
  'decision',
  'key',
  'event_id',
  'offer',
] as const;

/** Values in the order of `entryDecisionColumns`. */
export type EntryDecisionValues = [
  seq: number,
  profileId: string,
  journeyId: string,
  atMs: number,
  decision: EntryDecision['decision'],
  key: string | null,
  eventId: string | null,
  offer: string | null,
];

export function entryDecisionValues(of: EntryDecision, seq: number): EntryDecisionValues {
  const offer = of.offer && JSON.stringify(of.offer);
  return [seq, of.profileId, of.journeyId, of.atMs, of.decision, of.key, of.eventId, offer];
}

export function entryDecisionOf(values: EntryDecisionValues): EntryDecision {
  const [, profileId, journeyId, atMs, decision, key, eventId, offer] = values;
  // JSON that entryDecisionValues wrote
  const offered = offer === null ? null : (JSON.parse(offer) as Offer);
  return { profileId, journeyId, atMs, decision, key, eventId, offer: offered };
}
