import type { Journey } from '../../shared/journey/journey.ts';
import type { Edge } from './edge.ts';

export function disconnect(journey: Journey, { from, outlet }: Edge): Journey {
  const source = journey.nodes[from];
  if (!source || !Object.hasOwn(source.next, outlet)) return journey;
  const { [outlet]: _cut, ...next } = source.next;
  return { ...journey, nodes: { ...journey.nodes, [from]: { ...source, next } } };
}
