import type { AnalysisInput } from '../../engine/core/experiments/analysisInput.ts';
import type { JourneyVersion } from '../../engine/core/version.ts';
import { collectAnalysisInput } from '../../engine/runner/experiments/collectAnalysisInput.ts';
import type { KnownSplit } from '../../engine/runner/experiments/otherSplits.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import type { Analysis } from '../../shared/experiment/analysis.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';

export interface AnalysisTask {
  /** all of the journey, the current one last */
  versions: readonly JourneyVersion[];
  /** '' is the journey's holdout */
  node: string;
  workspaceZone: string;
  holidays?: readonly string[] | undefined;
  asOfMs: number;
  /** whether it is reached is judged, instead of the plan's primary metric */
  goal?: string | undefined;
  /** of all journeys */
  knownSplits: readonly KnownSplit[];
}

export interface AnalysedSplit {
  input: AnalysisInput;
  analysis: Analysis;
}

/** A split as of an instant; null when no version published by then has it. */
export async function analyseSplit(
  { versions, ...given }: AnalysisTask,
  reports: Reports,
  registry: NodeRegistry,
  analyse: (input: AnalysisInput) => Analysis | Promise<Analysis>,
): Promise<AnalysedSplit | null> {
  const input = await collectAnalysisInput(reports, versions, { ...given, registry });
  return input && { input, analysis: await analyse(input) };
}
