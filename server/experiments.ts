/** The splits that published journeys have now, and how one is analysed and kept. */
import type { AnalysisRun } from '../engine/core/experiments/experimentRecords.ts';
import { assigningNodes } from '../engine/runner/publish.ts';
import type { ExperimentPlan } from '../shared/experiment/plan.ts';
import type { Arm } from '../shared/nodes/definition.ts';
import type { Backend } from './backend.ts';
import { found } from './http/requestRefusal.ts';

export interface ExperimentNow {
  journeyId: string;
  /** '' is the journey's holdout */
  node: string;
  arms: readonly Pick<Arm, 'id' | 'name' | 'control'>[];
  /** null where nobody wrote one: its defaults count */
  plan: ExperimentPlan | null;
}

const HOLDOUT_ARMS = [
  { id: 'treated', control: false },
  { id: 'holdout', control: true },
];

/** Of the newest version, in the order of the document; the holdout last. */
export function experimentsOf({ catalog, plugins }: Backend, journeyId: string): ExperimentNow[] {
  const document = catalog.versionsOf(journeyId).at(-1)?.document;
  if (!document) return [];
  const splits = assigningNodes(document, plugins.registry).map(({ nodeId, arms, plan }) => ({
    journeyId,
    node: nodeId,
    arms,
    plan,
  }));
  return document.holdout ? [...splits, { journeyId, node: '', arms: HOLDOUT_ARMS, plan: null }] : splits;
}

/**
 * Analyses a split and keeps the run; a run on the same data is that run again.
 * Errors: `not-found` when no version published by then has the split.
 */
export async function analyseNow(
  { catalog, deepReads, engine, version }: Backend,
  { journeyId, node }: Pick<ExperimentNow, 'journeyId' | 'node'>,
  by: { asOfMs: number; actor: string },
): Promise<AnalysisRun> {
  const analysed = await deepReads.analysis({
    versions: catalog.versionsOf(journeyId),
    node,
    workspaceZone: catalog.workspace.timeZone,
    asOfMs: by.asOfMs,
  });
  return engine.keepRun({ ...found(analysed, 'split'), codeVersion: version }, by.actor);
}
