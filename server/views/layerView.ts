import { compareText } from '../../engine/core/compareText.ts';
import type { LayerClaim } from '../../engine/core/settleTraffic.ts';
import { countOf, freeSlots, joinedSpans } from '../../engine/core/traffic.ts';
import { groupBy } from '../../engine/runner/groupBy.ts';
import { layerClaims } from '../../engine/runner/layers.ts';
import type { Layer } from '../../shared/api/experiments.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { CatalogMirror } from '../catalogMirror.ts';

const percentOf = (spans: Parameters<typeof countOf>[0]) => countOf(spans) / 100;

function splitView(claims: readonly LayerClaim[], catalog: CatalogMirror): Layer['splits'] {
  const [first] = claims;
  const journey = first && catalog.journeys.get(first.journeyId);
  if (!first || !journey) return [];
  const { nodeId, layer } = first;
  const current = catalog.versionsOf(journey.id).at(-1)?.allocations[nodeId]?.traffic;
  const slots = joinedSpans(claims.flatMap((claim) => claim.slots));
  return [
    {
      journey: { id: journey.id, name: journey.name, state: journey.life },
      node: nodeId,
      sharePercent: current?.layer === layer ? percentOf(current.slots) : null,
      ownedPercent: percentOf(slots),
      slots,
    },
  ];
}

/** Layers in the order of their names. */
export function layerViews(catalog: CatalogMirror, registry: NodeRegistry): Layer[] {
  const claims = layerClaims({ records: catalog.journeys, versionsOf: catalog.versionsOf }, registry);
  const layers = [...groupBy(claims, ({ layer }) => layer)].sort(([one], [other]) => compareText(one, other));
  return layers.map(([id, ofLayer]) => ({
    id,
    // splits of a layer all draw for the same
    unit: ofLayer[0]?.unit ?? null,
    freePercent: percentOf(freeSlots(ofLayer.flatMap(({ slots }) => slots))),
    splits: [...groupBy(ofLayer, ({ journeyId, nodeId }) => `${journeyId}/${nodeId}`).values()].flatMap(
      (ofSplit) => splitView(ofSplit, catalog),
    ),
  }));
}
