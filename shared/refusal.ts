/** Why a message was not sent, in the order the gate asks (language.md §11.5). */
export const REFUSAL_REASONS = [
  'not-live',
  'left',
  'not-in-test-list',
  'suppressed',
  'no-consent',
  'unreachable',
  'capped',
  'quiet-hours',
  'expired',
  'rejected',
  'failed',
  'unknown',
  'missing-value',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why somebody did not enter. */
export const ENTRY_REFUSALS = [
  'not-live',
  'outside-dates',
  're-entry',
  'excluded',
  'not-in-audience',
  'no-key',
  'exit-condition',
  'removed-by-hand',
  'global-holdout',
  'journey-holdout',
  'duplicate',
] as const;
export type EntryRefusal = (typeof ENTRY_REFUSALS)[number];

export const END_REASONS = ['completed', 'goal', 'exit', 'removed', 'stopped', 'migrated-out'] as const;
export type EndReason = (typeof END_REASONS)[number];

export function isEndReason(reason: string): reason is EndReason {
  return END_REASONS.some((known) => known === reason);
}
