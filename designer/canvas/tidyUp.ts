import type { Journey } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { layoutGraphOf } from '../commands/autoLayout.ts';
import { type LayoutGraph, layoutCards } from '../commands/layoutCards.ts';
import type { Direction } from './direction.ts';

/** above this a layout takes long enough to be felt: 1,000 nodes take over a second */
const NODES_HERE_MAX = 300;

function layoutInWorker(graph: LayoutGraph): Promise<Journey['layout']> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Journey['layout']>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(event.message));
    };
    worker.postMessage(graph);
  });
}

/** Positions for all nodes, without stopping the page for a large journey. */
export async function tidyUp(
  journey: Journey,
  direction: Direction,
  registry: NodeRegistry,
): Promise<Journey['layout']> {
  const graph = layoutGraphOf(journey, direction, registry);
  return graph.cards.length > NODES_HERE_MAX ? await layoutInWorker(graph) : layoutCards(graph);
}
