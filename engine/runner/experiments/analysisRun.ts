import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { hashJson } from '../../../shared/journey/canonical.ts';
import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import type { AnalysisRun } from '../../core/experiments/experimentRecords.ts';

/** Characters of a hash that name a run. */
const RUN_ID_LENGTH = 24;

/** Analysed, and by which program. */
export interface Analysed {
  input: AnalysisInput;
  analysis: Analysis;
  codeVersion: string;
}

/** The same data, whenever and however often they were looked at, are the same run. */
function runIdOf({ asOfMs: _asOf, lookCount: _looks, ...data }: AnalysisInput, codeVersion: string): string {
  return hashJson({ ...data, codeVersion }).slice(0, RUN_ID_LENGTH);
}

/** An analysis as it is kept. */
export function analysisRun(
  { input, analysis, codeVersion }: Analysed,
  { actor, nowMs }: { actor: string; nowMs: number },
): AnalysisRun {
  const { verdict, arms } = analysis;
  return {
    id: runIdOf(input, codeVersion),
    journeyId: input.journey.id,
    node: input.node,
    asOfMs: input.asOfMs,
    createdAtMs: nowMs,
    actor,
    inputHash: hashJson(input),
    planHash: input.planHash,
    codeVersion,
    verdict: verdict.state,
    verdictArm: verdict.arm,
    matureCount: verdict.matureCount,
    plannedCount: verdict.plannedCount,
    exposedCount: arms.reduce((sum, { exposed }) => sum + exposed, 0),
    startedAtMs: input.firstExposedAtMs,
    input,
    analysis,
  };
}
