/** The splits that published journeys have now, and how one is analysed and kept. */

import type { AnalysisRun } from '../engine/core/experiments/experimentRecords.ts';
import { HOLDOUT_NODE } from '../engine/core/holdout.ts';
import type { JourneyVersion } from '../engine/core/version.ts';
import { assigningNodes } from '../engine/runner/assigningNodes.ts';
import { type KnownSplit, knownSplits } from '../engine/runner/experiments/otherSplits.ts';
import { splitHistory } from '../engine/runner/experiments/splitHistory.ts';
import type { ExperimentPlan } from '../shared/experiment/plan.ts';
import type { Arm } from '../shared/nodes/definition.ts';
import { instantText } from '../shared/time.ts';
import type { Backend } from './backend.ts';
import { found, refuse } from './http/requestRefusal.ts';

export interface ExperimentNow {
  journeyId: string;
  /** '' is the journey's holdout */
  node: string;
  arms: readonly Pick<Arm, 'id' | 'name' | 'control'>[];
  /** its defaults where nobody wrote one */
  plan: ExperimentPlan;
}

/** Of the newest version, in the order of the document; the holdout last. */
export function experimentsOf({ catalog, plugins }: Backend, journeyId: string): ExperimentNow[] {
  const newest = catalog.versionsOf(journeyId).at(-1);
  if (!newest) return [];
  const nodes = assigningNodes(newest.document, plugins.registry).map(({ nodeId }) => nodeId);
  return [...nodes, HOLDOUT_NODE].flatMap((node) => {
    const split = splitHistory([newest], node, plugins.registry)?.current;
    return split ? [{ journeyId, node, arms: split.arms, plan: split.plan }] : [];
  });
}

/** Of all journeys: customers of one split are often in others too. */
export function knownSplitsOf({ catalog, plugins }: Backend): KnownSplit[] {
  return knownSplits(
    [...catalog.journeys.keys()].map((id) => catalog.versionsOf(id)),
    plugins.registry,
  );
}

/** When a version first had the split; it had another salt then, perhaps. */
function publishedAtMs(
  { catalog, plugins }: Backend,
  { journeyId, node }: Pick<ExperimentNow, 'journeyId' | 'node'>,
): number | null {
  const isIn = (version: JourneyVersion) => splitHistory([version], node, plugins.registry) !== null;
  return catalog.versionsOf(journeyId).find(isIn)?.publishedAtMs ?? null;
}

/**
 * Analyses a split and keeps the run; a run on the same data is that run again.
 * Errors: `before-publication` when no version published by then has the split.
 */
export async function analyseNow(
  backend: Backend,
  experiment: Pick<ExperimentNow, 'journeyId' | 'node'>,
  { asOfMs, ...by }: { asOfMs: number; actor: string; isLook: boolean },
): Promise<AnalysisRun> {
  const { catalog, deepReads, engine, version } = backend;
  const { journeyId, node } = experiment;
  const analysed = await deepReads.analysis({
    versions: catalog.versionsOf(journeyId),
    node,
    workspaceZone: catalog.workspace.timeZone,
    holidays: catalog.workspace.holidays,
    asOfMs,
    knownSplits: knownSplitsOf(backend),
  });
  if (analysed) return engine.keepRun({ ...analysed, codeVersion: version }, by);
  const publishedAt = instantText(found(publishedAtMs(backend, experiment), 'split'));
  throw refuse(422, 'before-publication', { field: 'asOf', params: { publishedAt } });
}
