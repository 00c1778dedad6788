import type { NodeId } from '../../shared/ids.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';

const STEM_OF_GROUP: { readonly [group: string]: string } = { start: 'start', wait: 'wait' };

/** Ids are read in traces, receipts and scenarios, so `sms1` beats `node_8f2c`. */
function stemOf(kind: string, settings: JsonObject, registry: NodeRegistry): string {
  const group = registry.definitionOf({ kind })?.group ?? '';
  const { channel } = settings;
  return STEM_OF_GROUP[group] ?? (typeof channel === 'string' && channel !== '' ? channel : kind);
}

export function newNodeId(
  nodes: Journey['nodes'],
  { kind, settings }: { kind: string; settings: JsonObject },
  registry: NodeRegistry,
): NodeId {
  const stem = stemOf(kind, settings, registry);
  if (stem === 'start' && !Object.hasOwn(nodes, stem)) return stem;
  for (let number = 1; ; number++) {
    if (!Object.hasOwn(nodes, `${stem}${number}`)) return `${stem}${number}`;
  }
}
