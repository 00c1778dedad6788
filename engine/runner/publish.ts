/** From draft to immutable version: check, freeze, allocate (language.md §1.5, §5.5, §8). */
import { hashJson, journeyHash } from '../../shared/journey/canonical.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import type { Template } from '../../shared/template.ts';
import { allocate, SLOTS } from '../core/assign.ts';
import { HOLDOUT_ARM, HOLDOUT_NODE, heldSlots, TREATED_ARM } from '../core/holdout.ts';
import { chosenAt, type RemovedArmsChosen, removedArmsAfter } from '../core/removedArms.ts';
import type { Allocation, JourneyVersion, MigrationMap, OwnedSlots } from '../core/version.ts';
import { type Assigning, splitsKept } from './assigningNodes.ts';
import { planHash } from './experiments/planHash.ts';

/** Templates a journey refers to, as they are now. */
function referencedTemplates(
  journey: Journey,
  registry: NodeRegistry,
  templates: { readonly [id: string]: Template },
): { [id: string]: Template } {
  const frozen: { [id: string]: Template } = {};
  for (const node of Object.values(journey.nodes)) {
    const definition = registry.definitionOf(node);
    const settings = definition && parseBy<unknown>(definition.schema, node.settings);
    if (!settings?.ok) continue;
    for (const { template } of definition?.references?.(settings.value).templates ?? []) {
      const content = templates[template];
      if (content) frozen[template] = content;
    }
  }
  return frozen;
}

function agreedHash(journey: Journey, { plan, traffic }: Assigning): string {
  return hashJson({ plan: planHash(journey, plan), traffic });
}

/**
 * Splits whose plan, or a goal it names, or traffic a document changes.
 * Once customers were exposed, that is an amendment: it opens an allocation epoch and is written down.
 */
export function changedPlans(
  journey: Journey,
  before: JourneyVersion | undefined,
  registry: NodeRegistry,
): string[] {
  if (!before) return [];
  return splitsKept(journey, before, registry).flatMap(({ now, known }) =>
    known && agreedHash(journey, now) !== agreedHash(before.document, known) ? [now.nodeId] : [],
  );
}

/** A holdout is drawn by its share alone; where the share changes, an epoch begins. */
function holdoutAllocation(journey: Journey, before: JourneyVersion | undefined): Allocation | null {
  if (!journey.holdout) return null;
  const held = heldSlots(journey.holdout.share);
  const slots = [
    { arm: HOLDOUT_ARM, from: 0, to: held },
    { arm: TREATED_ARM, from: held, to: SLOTS },
  ];
  const known = before?.allocations[HOLDOUT_NODE];
  if (known && known.slots[0]?.to === held) return known;
  return { epoch: (known?.epoch ?? 0) + 1, slots };
}

function isSameTraffic(one: OwnedSlots | undefined, other: OwnedSlots | undefined): boolean {
  return hashJson({ traffic: one ?? null }) === hashJson({ traffic: other ?? null });
}

interface Allocating {
  registry: NodeRegistry;
  /** splits whose plan changed after their first exposure */
  amended?: readonly string[];
  /** by split and arm taken away: the arm that its customers follow; null or nothing draws them again */
  removedArms?: RemovedArmsChosen | undefined;
  /** slots of splits that test a share of their traffic */
  traffic?: { readonly [nodeId: string]: OwnedSlots };
}

/** The slots of every split, moved as little as possible from the version before. */
function allocations(
  journey: Journey,
  before: JourneyVersion | undefined,
  given: Allocating,
): { [nodeId: string]: Allocation } {
  const ofSplits = Object.fromEntries(
    splitsKept(journey, before, given.registry).map(({ now, known }) => {
      const held = (known && before?.allocations[known.nodeId]) || null;
      const traffic = given.traffic?.[now.nodeId];
      // others come from now on: they are a stratum of their own
      const opensEpoch =
        given.amended?.includes(now.nodeId) === true || !isSameTraffic(held?.traffic, traffic);
      const allocation = allocate(now.arms, held, opensEpoch);
      const removed = removedArmsAfter(
        { arms: (known?.arms ?? []).map(({ id }) => id), removed: held?.removed },
        now.arms.map(({ id }) => id),
        chosenAt(given.removedArms ?? {}, now.nodeId),
      );
      const hasRemoved = Object.keys(removed).length > 0;
      return [
        now.nodeId,
        { ...allocation, ...(hasRemoved ? { removed } : {}), ...(traffic ? { traffic } : {}) },
      ];
    }),
  );
  const ofHoldout = holdoutAllocation(journey, before);
  return ofHoldout ? { ...ofSplits, [HOLDOUT_NODE]: ofHoldout } : ofSplits;
}

/**
 * The next version of a checked document; the same document and templates as before give the version before, unless
 * its move of the people inside was undone and they are to move again.
 */
export function nextVersion(
  journey: Journey,
  before: JourneyVersion | undefined,
  given: Allocating & {
    templates: { readonly [id: string]: Template };
    nowMs: number;
    actor: string;
    migration: MigrationMap | null;
    undoneMove: number | null;
  },
): JourneyVersion {
  const hash = journeyHash(journey);
  const templates = referencedTemplates(journey, given.registry, given.templates);
  const isSame = before?.hash === hash && hashJson(before.templates) === hashJson(templates);
  const movesAgain = given.migration !== null && before?.version === given.undoneMove;
  if (before && isSame && !movesAgain) return before;
  return {
    journeyId: journey.id,
    version: (before?.version ?? 0) + 1,
    hash,
    document: journey,
    templates,
    allocations: allocations(journey, before, given),
    migration: given.migration,
    publishedAtMs: given.nowMs,
    actor: given.actor,
  };
}
