import type { Journey } from '../../shared/journey/journey.ts';

/** The way a journey runs on the canvas: top to bottom or left to right. */
export type Direction = 'TB' | 'LR';

/** Read off the layout, so that a journey opens the way it was left without a field for it. */
export function directionOf(journey: Journey): Direction {
  let across = 0;
  let down = 0;
  for (const [id, node] of Object.entries(journey.nodes)) {
    const from = journey.layout[id];
    for (const target of Object.values(node.next)) {
      const to = journey.layout[target];
      if (!from || !to) continue;
      across += Math.max(0, to.x - from.x);
      down += Math.max(0, to.y - from.y);
    }
  }
  return across > down * 1.5 ? 'LR' : 'TB';
}
