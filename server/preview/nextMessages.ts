import type { CompiledJourney } from '../../engine/core/compile.ts';
import type { PublishMove } from '../../shared/api/journeys.ts';

/** The first messages on the ways on from a node, itself included. */
export function nextMessages({ nodes, journey }: CompiledJourney, start: string): PublishMove['next'] {
  const found: PublishMove['next'] = [];
  const seen = new Set([start]);
  for (const id of seen) {
    const parsed = nodes.get(id);
    const templates = parsed?.definition.references?.(parsed.settings).templates ?? [];
    found.push(...templates.map((one) => ({ node: id, ...one })));
    if (templates.length > 0) continue;
    for (const to of Object.values(journey.nodes[id]?.next ?? {})) seen.add(to);
  }
  return found;
}
