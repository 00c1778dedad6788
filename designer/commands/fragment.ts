import { z } from 'zod';
import type { NodeId } from '../../shared/ids.ts';
import { type Journey, nodeSchema, positionSchema } from '../../shared/journey/journey.ts';

/** Nodes on the clipboard: readable as text, so that they travel between journeys and windows. */
const fragmentSchema = z.strictObject({
  throughline: z.literal('nodes'),
  nodes: z.record(z.string(), nodeSchema),
  layout: z.record(z.string(), positionSchema),
});
export type Fragment = z.infer<typeof fragmentSchema>;

export function copyNodes(journey: Journey, nodeIds: Iterable<NodeId>): Fragment {
  const wanted = new Set(nodeIds);
  const pick = <T>(record: { [id: string]: T }) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => wanted.has(id)));
  return { throughline: 'nodes', nodes: pick(journey.nodes), layout: pick(journey.layout) };
}

export function fragmentText(fragment: Fragment): string {
  return JSON.stringify(fragment, null, 2);
}

/** Whatever else the clipboard holds is not ours. */
export function parseFragment(text: string): Fragment | null {
  try {
    const parsed = fragmentSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
