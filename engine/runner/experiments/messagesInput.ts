import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import type { ArmReceipts, ArmSends } from '../../stores/splitReads.ts';

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function refusedBy(rows: readonly ArmSends[]): { [reason: string]: number } {
  const reasons = [...new Set(rows.flatMap(({ refused }) => Object.keys(refused)))].sort();
  return Object.fromEntries(
    reasons.map((reason) => [reason, sum(rows.map(({ refused }) => refused[reason] ?? 0))]),
  );
}

/** What became of each arm's messages: over all epochs for the funnel, and lost ones within each. */
export function messagesInput(
  arms: readonly string[],
  { sends, receipts }: { sends: readonly ArmSends[]; receipts: readonly ArmReceipts[] },
): AnalysisInput['messages'] {
  return arms.map((arm) => {
    const rows = sends.filter((one) => one.arm === arm);
    const { delivered, opened, clicked } = receipts.find((one) => one.arm === arm) ?? {
      delivered: 0,
      opened: 0,
      clicked: 0,
    };
    return {
      arm,
      planned: sum(rows.map(({ planned }) => planned)),
      reached: sum(rows.map(({ reached }) => reached)),
      refused: refusedBy(rows),
      epochs: rows.map(({ epoch, planned, refused }) => ({
        epoch,
        planned,
        lost: sum(Object.values(refused)),
      })),
      delivered,
      opened,
      clicked,
    };
  });
}
