import type { Bar, Enrollment, Former } from '../records.ts';

/**
 * Whether a move can still be undone for one enrollment, because it has not moved on (language.md 8.3). After a step
 * nothing is kept to go back to. A customer whom the move let out has moved on when they were removed by hand or entered again.
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
