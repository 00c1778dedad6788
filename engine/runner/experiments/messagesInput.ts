import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import type { ArmReceipts, ArmSends } from '../../stores/splitReads.ts';
import { sumByName } from '../../stores/sumByName.ts';

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

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
      refused: sumByName(rows.flatMap(({ refused }) => Object.entries(refused))),
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
