/** Exposures imported from before a split was published: a whole trial is that trial, beside own customers they stand apart. */
import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import type { Reports } from '../../stores/reports.ts';
import { epochOf, type SplitHistory, sharesOf } from './splitHistory.ts';

/** Whether somebody came to the split by themselves, and not by an import. */
export async function hasOwnCustomers(reports: Reports, journeyId: string, node: string): Promise<boolean> {
  const counts = await reports.counts(journeyId);
  // whoever enters a journey comes to its holdout
  const metric = node === '' ? 'entered' : 'arrived';
  return counts.some((count) => count.node === node && count.metric === metric);
}

type Placed = Pick<
  AnalysisInput,
  'exposed' | 'contaminated' | 'ineligible' | 'metrics' | 'covariate' | 'before'
> &
  Pick<AnalysisInput, 'segments'>;

/** The same figures with what was imported from before in the epoch of the version it was imported into. */
export function asOneTrial<Input extends Placed>(input: Input, { versions }: SplitHistory): Input {
  const epochs = new Map(versions.map((split) => [split.version.version, epochOf(split)]));
  const moved = <Cell extends { epoch: number; version: number }>(cells: readonly Cell[]): Cell[] =>
    cells.map((cell) =>
      cell.epoch === IMPORTED_EPOCH ? { ...cell, epoch: epochs.get(cell.version) ?? 1 } : cell,
    );
  return {
    ...input,
    exposed: moved(input.exposed),
    contaminated: moved(input.contaminated),
    ineligible: moved(input.ineligible),
    metrics: input.metrics.map((metric) => ({ ...metric, cells: moved(metric.cells) })),
    covariate: input.covariate && moved(input.covariate),
    before: moved(input.before),
    segments: input.segments.map((segment) => ({ ...segment, cells: moved(segment.cells) })),
  };
}

/** The epoch of what was imported from before, when there is any: shared out as by the version it was imported into. */
export function importedEpochOf(
  { exposed, contaminated, ineligible }: Pick<AnalysisInput, 'exposed' | 'contaminated' | 'ineligible'>,
  { versions }: SplitHistory,
  firstImportedAtMs: number | null,
): AnalysisInput['epochs'] {
  const cell = [...exposed, ...contaminated, ...ineligible].find(({ epoch }) => epoch === IMPORTED_EPOCH);
  const split = cell && versions.find(({ version }) => version.version === cell.version);
  if (!split) return [];
  const { version, publishedAtMs } = split.version;
  return [
    { epoch: IMPORTED_EPOCH, version, fromMs: firstImportedAtMs ?? publishedAtMs, shares: sharesOf(split) },
  ];
}
