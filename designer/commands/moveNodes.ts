import type { Journey } from '../../shared/journey/journey.ts';

/** Positions are whole pixels, so that a document does not change by rounding. */
export function moveNodes(journey: Journey, positions: Journey['layout']): Journey {
  const moved = Object.entries(positions)
    .filter(([id]) => Object.hasOwn(journey.nodes, id))
    .map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }] as const)
    .filter(([id, { x, y }]) => journey.layout[id]?.x !== x || journey.layout[id]?.y !== y);
  if (moved.length === 0) return journey;
  return { ...journey, layout: { ...journey.layout, ...Object.fromEntries(moved) } };
}
