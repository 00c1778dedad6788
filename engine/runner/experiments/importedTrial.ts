/** Exposures imported from before a split was published: a whole trial is that trial, beside own customers they stand apart. */
import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import type { Reports } from '../../stores/reports.ts';
import type { ExposureCounts, SplitQuery } from '../../stores/splitReads.ts';
import { epochOf, type SplitHistory, sharesOf } from './splitHistory.ts';

/** Whether somebody came to the split by themselves, and not by an import. */
async function hasOwnCustomers(reports: Reports, journeyId: string, node: string): Promise<boolean> {
  const counts = await reports.counts(journeyId);
  // whoever enters a journey comes to its holdout
  const metric = node === '' ? 'entered' : 'arrived';
  return counts.some((count) => count.node === node && count.metric === metric);
}

/** When the experiment began: with its own customers where there are any beside what was imported from before. */
export async function startOf(
  reports: Reports,
  { journeyId, node }: SplitQuery,
  { firstExposedAtMs, firstImportedAtMs }: ExposureCounts,
): Promise<{ atMs: number | null; isMixed: boolean }> {
  if (firstImportedAtMs === null) return { atMs: firstExposedAtMs, isMixed: false };
  if (firstExposedAtMs === null) return { atMs: firstImportedAtMs, isMixed: false };
  const isMixed = await hasOwnCustomers(reports, journeyId, node);
  return { atMs: isMixed ? firstExposedAtMs : Math.min(firstExposedAtMs, firstImportedAtMs), isMixed };
}

/** The same figures with what was imported from before in the epoch of the version it was imported into. */
export function asOneTrial(input: AnalysisInput, { versions }: SplitHistory): AnalysisInput {
  const epochs = new Map(versions.map((split) => [split.version.version, epochOf(split)]));
  const moved = <Cell extends { epoch: number; version: number }>(cells: readonly Cell[]): Cell[] =>
    cells.map((cell) =>
      cell.epoch === IMPORTED_EPOCH ? { ...cell, epoch: epochs.get(cell.version) ?? 1 } : cell,
    );
  return {
    ...input,
    exposed: moved(input.exposed),
    contaminated: moved(input.contaminated),
    entries: moved(input.entries),
    ineligible: moved(input.ineligible),
    metrics: input.metrics.map((metric) => ({ ...metric, cells: moved(metric.cells) })),
    covariate: input.covariate && moved(input.covariate),
    before: moved(input.before),
    segments: input.segments.map((segment) => ({ ...segment, cells: moved(segment.cells) })),
    overlaps: input.overlaps.map(({ cells, outcomes, ...split }) => ({
      ...split,
      cells: moved(cells),
      outcomes: outcomes && moved(outcomes),
    })),
    carryOver: {
      cells: moved(input.carryOver.cells),
      outcomes: input.carryOver.outcomes && moved(input.carryOver.outcomes),
    },
  };
}

/** The same figures with the epoch of what was imported from before: shared out as by the version it was imported into. */
export function withImportedEpoch(
  input: AnalysisInput,
  { versions }: SplitHistory,
  { firstImportedAtMs }: ExposureCounts,
): AnalysisInput {
  const { exposed, contaminated, ineligible, epochs } = input;
  const cell = [...exposed, ...contaminated, ...ineligible].find(({ epoch }) => epoch === IMPORTED_EPOCH);
  const split = cell && versions.find(({ version }) => version.version === cell.version);
  if (!split) return input;
  const { version, publishedAtMs } = split.version;
  const fromMs = firstImportedAtMs ?? publishedAtMs;
  return {
    ...input,
    epochs: [{ epoch: IMPORTED_EPOCH, version, fromMs, shares: sharesOf(split) }, ...epochs],
  };
}
