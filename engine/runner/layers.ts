/** Layers as published versions have them: who owns which slots (statistics.md §9.6). */
import type { Journey } from '../../shared/journey/journey.ts';
import type { JourneyLife } from '../../shared/journey/life.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { type LayerClaim, putsSomebodyOut, type SplitTraffic, settleTraffic } from '../core/settleTraffic.ts';
import { countOf } from '../core/traffic.ts';
import type { JourneyVersion, OwnedSlots } from '../core/version.ts';
import { assigningNodes } from './assigningNodes.ts';
import { isOver } from './journeyLife.ts';

/** What is published, whoever holds it. */
export interface Published {
  records: ReadonlyMap<string, { id: string; life: JourneyLife }>;
  /** oldest first */
  versionsOf(journeyId: string): readonly JourneyVersion[];
}

/** By every version, not the newest alone: customers may still be inside an older one. */
export function layerClaims(published: Published, registry: NodeRegistry): LayerClaim[] {
  return [...published.records.values()]
    .filter((journey) => !isOver(journey))
    .flatMap(({ id }) => published.versionsOf(id))
    .flatMap(({ journeyId, document, allocations }) => {
      // most versions are in no layer, and need not be read
      if (!Object.values(allocations).some(({ traffic }) => traffic?.layer)) return [];
      return assigningNodes(document, registry).flatMap(({ nodeId, unit }) => {
        const traffic = allocations[nodeId]?.traffic;
        if (!traffic?.layer) return [];
        const { layer, slots } = traffic;
        return [{ layer, journeyId, nodeId, unit: unit?.attribute ?? null, slots }];
      });
    });
}

/** The split by the latest version that had it under the same salt. */
function lastOf(
  { nodeId, salt }: Pick<SplitTraffic, 'nodeId' | 'salt'>,
  versions: readonly JourneyVersion[],
  registry: NodeRegistry,
): { tests: OwnedSlots | null; traffic: SplitTraffic['traffic'] } | null {
  for (const { document, allocations } of [...versions].reverse()) {
    const known = assigningNodes(document, registry).find((one) => one.nodeId === nodeId);
    if (known?.salt !== salt) continue;
    return { tests: allocations[nodeId]?.traffic ?? null, traffic: known.traffic };
  }
  return null;
}

/** Slots by split of a document that was checked, so that its layers have room. */
export function ownedSlots(
  journey: Journey,
  published: Published,
  registry: NodeRegistry,
): { [nodeId: string]: OwnedSlots } {
  const versions = published.versionsOf(journey.id);
  const splits = assigningNodes(journey, registry);
  if (!splits.some(({ traffic }) => traffic)) return {};
  return settleTraffic(
    journey.id,
    splits,
    layerClaims(published, registry),
    (split) => lastOf(split, versions, registry)?.tests ?? null,
  ).owned;
}

function shrinking(
  { nodeId, traffic }: SplitTraffic,
  before: { tests: OwnedSlots | null; traffic: SplitTraffic['traffic'] },
  makeSalt: () => string,
): Problem {
  const { tests } = before;
  const percent = tests ? countOf(tests.slots) / 100 : 100;
  const path = ['nodes', nodeId, 'settings'];
  return problem('traffic-shrinks', {
    nodeId,
    field: 'traffic.share',
    params: { before: percent, share: traffic?.share ?? 100 },
    fix: {
      path: [...path, 'traffic'],
      value: before.traffic ?? { share: 100 },
      words: { en: `Leave it at ${percent} %`, 'zh-CN': `保持 ${percent}%` },
    },
    otherFixes: [
      {
        path: [...path, 'salt'],
        value: makeSalt(),
        words: { en: 'Start anew with a new salt', 'zh-CN': '更换随机盐值重新开始' },
      },
    ],
  });
}

/**
 * Splits that would put customers out whom they have let into the test: traffic only grows (statistics.md §9.7).
 * @param exposed nodes that customers have come to
 */
export function trafficRefusals(
  journey: Journey,
  versions: readonly JourneyVersion[],
  given: { registry: NodeRegistry; exposed: readonly string[]; makeSalt: () => string },
): Problem[] {
  return assigningNodes(journey, given.registry).flatMap((split) => {
    if (!split.traffic || !given.exposed.includes(split.nodeId)) return [];
    const before = lastOf(split, versions, given.registry);
    return before && putsSomebodyOut(before.tests, split.traffic)
      ? [shrinking(split, before, given.makeSalt)]
      : [];
  });
}
