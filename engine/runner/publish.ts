/** From draft to immutable version: check, freeze, allocate (language.md §1.5, §5.5, §8). */
import { type ExperimentPlan, experimentPlanSchema } from '../../shared/experiment/plan.ts';
import { hashJson, journeyHash } from '../../shared/journey/canonical.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { Arm } from '../../shared/nodes/definition.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import type { Template } from '../../shared/template.ts';
import { allocate } from '../core/assign.ts';
import type { Allocation, JourneyVersion, MigrationMap } from '../core/version.ts';

interface Assigning {
  nodeId: string;
  salt: string;
  arms: readonly Arm[];
  plan: ExperimentPlan | null;
}

/** Nodes that assign customers to arms, with their settings parsed. */
export function assigningNodes(journey: Journey, registry: NodeRegistry): Assigning[] {
  return Object.entries(journey.nodes).flatMap(([nodeId, node]) => {
    const definition = registry.definitionOf(node);
    if (!definition?.assigns) return [];
    const settings = parseBy<unknown>(definition.schema, node.settings);
    return settings.ok ? [{ nodeId, ...definition.assigns(settings.value) }] : [];
  });
}

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

/** What was written down before the start: the plan, and which arm the others are compared with. */
function planHash({ plan, arms }: Assigning): string {
  const control = arms.find((arm) => arm.control)?.id ?? null;
  return hashJson({ plan: plan ?? experimentPlanSchema.parse({}), control });
}

/** The slots of every split, moved as little as possible from the version before. */
function allocations(
  journey: Journey,
  before: JourneyVersion | undefined,
  registry: NodeRegistry,
): { [nodeId: string]: Allocation } {
  const earlier = new Map(
    before
      ? assigningNodes(before.document, registry).map((node) => [`${node.nodeId}/${node.salt}`, node])
      : [],
  );
  return Object.fromEntries(
    assigningNodes(journey, registry).map((node) => {
      const known = earlier.get(`${node.nodeId}/${node.salt}`);
      const held = (known && before?.allocations[known.nodeId]) ?? null;
      const next = allocate(node.arms, held);
      const isAmended = held !== null && known !== undefined && planHash(known) !== planHash(node);
      // whoever comes after an amendment is a stratum of their own, although nobody changes arms (statistics.md §7)
      return [node.nodeId, isAmended ? { ...next, epoch: held.epoch + 1 } : next];
    }),
  );
}

/** The next version of a checked document; the same document and templates as before give the version before. */
export function nextVersion(
  journey: Journey,
  before: JourneyVersion | undefined,
  given: {
    registry: NodeRegistry;
    templates: { readonly [id: string]: Template };
    nowMs: number;
    actor: string;
    migration: MigrationMap | null;
  },
): JourneyVersion {
  const hash = journeyHash(journey);
  const templates = referencedTemplates(journey, given.registry, given.templates);
  if (before && before.hash === hash && hashJson(before.templates) === hashJson(templates)) return before;
  return {
    journeyId: journey.id,
    version: (before?.version ?? 0) + 1,
    hash,
    document: journey,
    templates,
    allocations: allocations(journey, before, given.registry),
    migration: given.migration,
    publishedAtMs: given.nowMs,
    actor: given.actor,
  };
}
