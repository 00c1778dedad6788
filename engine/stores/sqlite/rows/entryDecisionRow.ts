import type { EntryDecision } from '../../../core/records.ts';

export const entryDecisionColumns = [
  'seq',
  'profile_id',
  'journey_id',
  'at_ms',
  'decision',
  'key',
  'event_id',
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
];

export function entryDecisionValues(of: EntryDecision, seq: number): EntryDecisionValues {
  return [seq, of.profileId, of.journeyId, of.atMs, of.decision, of.key, of.eventId];
}

export function entryDecisionOf(values: EntryDecisionValues): EntryDecision {
  const [, profileId, journeyId, atMs, decision, key, eventId] = values;
  return { profileId, journeyId, atMs, decision, key, eventId };
}
