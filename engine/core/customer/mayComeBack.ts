import type { Bar, Enrollment, Former } from '../records.ts';

/**
 * Whether a move can still be undone for one enrollment: it has not moved on (language.md 8.3). Whoever took a step has
 * nothing kept; whoever left by the move, and was removed by hand or came in again since, has moved on too.
 * @param all of the customer
 */
export function mayComeBack(
  enrollment: Enrollment & { former: Former },
  all: readonly Enrollment[],
  barredFrom: readonly Bar[],
): boolean {
  if (enrollment.status !== 'ended') return true;
  const { journeyId, ordinal, key, former } = enrollment;
  if (barredFrom.some((bar) => bar.journeyId === journeyId)) return false;
  return !all.some(
    (other) =>
      other.journeyId === journeyId &&
      other.ordinal !== ordinal &&
      other.key === key &&
      (other.status !== 'ended' || other.enteredAtMs >= former.unheardMs),
  );
}

/** Whether something is kept of the move that took the enrollment over. */
export function wasMoved<Of extends Enrollment>(enrollment: Of): enrollment is Of & { former: Former } {
  return enrollment.former !== undefined;
}
