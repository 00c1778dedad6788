import type { AnalysisRun, Decision, RunHead } from '../../engine/core/experiments/experimentRecords.ts';
import type { JourneyRecord } from '../../engine/stores/journeyRecord.ts';
import type {
  AnalysisRun as AnalysisRunView,
  Decision as DecisionView,
  Experiment,
  RunHead as RunHeadView,
} from '../../shared/api/experiments.ts';
import { instantText } from '../../shared/time.ts';
import type { ExperimentNow } from '../experiments.ts';
import { optionalInstant } from './optionalInstant.ts';

export function runHeadView(run: RunHead): RunHeadView {
  const { id, node, actor, inputHash, planHash, codeVersion, verdict } = run;
  return {
    id,
    journey: run.journeyId,
    node,
    asOf: instantText(run.asOfMs),
    createdAt: instantText(run.createdAtMs),
    actor,
    inputHash,
    planHash,
    codeVersion,
    verdict,
  };
}

export function runView(run: AnalysisRun): AnalysisRunView {
  return { ...runHeadView(run), analysis: run.analysis };
}

export function decisionView(made: Decision): DecisionView {
  const { id, decision, arm, reason, decidedBy, approvedBy, byRule, isAutomatic, version } = made;
  return {
    id,
    at: instantText(made.atMs),
    run: made.runId,
    decision,
    ...(arm !== null && { arm }),
    ...(reason !== null && { reason }),
    decidedBy,
    ...(approvedBy !== null && { approvedBy }),
    byRule,
    isAutomatic,
    // nobody proves who they are until there are accounts
    isVerified: false,
    version,
  };
}

export function experimentView(
  { node, arms, plan }: ExperimentNow,
  { id, name, life }: Pick<JourneyRecord, 'id' | 'name' | 'life'>,
  known: { goal: string | null; run: RunHead | null; decision: Decision | null },
): Experiment {
  const { goal, run, decision } = known;
  return {
    journey: { id, name, state: life },
    node,
    hypothesis: plan.hypothesis,
    conclusion: plan.conclusion,
    goal,
    arms: arms.map((arm) => ({ id: arm.id, name: arm.name ?? arm.id, control: arm.control })),
    startedAt: optionalInstant(run?.startedAtMs),
    exposedCount: run?.exposedCount ?? 0,
    verdict: run?.verdict ?? null,
    verdictArm: run?.verdictArm ?? null,
    asOf: optionalInstant(run?.asOfMs),
    matureCount: run?.matureCount ?? null,
    plannedCount: run?.plannedCount ?? null,
    decision: decision?.decision ?? null,
    decidedAt: optionalInstant(decision?.atMs),
  };
}
