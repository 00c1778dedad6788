/** Whom a split of a share of its traffic tests (statistics.md §9.6, §9.7): the very slots, as one list per node. */
import { slotOf } from './conditions.ts';
import type { Document, Enrollment, World } from './world.ts';

/** A document and all before it. */
function versions(document: Document | undefined): Document[] {
  return document ? [document, ...versions(document.before)] : [];
}

/** Slots that other splits of the layer have: by every version, while anybody may come or is inside. */
function takenFrom(
  { journeys, enrollments }: World,
  mine: Document,
  node: string,
  layer: string,
): Set<number> {
  const others = [...journeys.values()].filter((journey) => {
    const hasPeople = enrollments.some((e) => e.journey === journey && e.state !== 'ended');
    const isOver = journey.state === 'stopped' || (journey.state === 'closed' && !hasPeople);
    return journey.id !== mine.id && !isOver;
  });
  const documents = [mine, ...others.map(({ document }) => document)].flatMap(versions);
  const taken = documents.flatMap((document) =>
    [...document.tested].flatMap(([name, slots]) => {
      const isMe = document.id === mine.id && name === node;
      return !isMe && document.nodes[name]?.settings.traffic?.layer === layer ? slots : [];
    }),
  );
  return new Set(taken);
}

/** Settled when the document is published: what the split had under its salt and layer, then the lowest that are free. */
export function settleTests(world: World, document: Document): void {
  for (const [node, { settings }] of Object.entries(document.nodes)) {
    const { traffic, salt } = settings;
    if (!traffic) continue;
    const { share = 100, layer } = traffic;
    const taken = layer === undefined ? new Set<number>() : takenFrom(world, document, node, layer);
    const known = versions(document.before).find((one) => one.nodes[node]?.settings.salt === salt);
    const isKept = known?.nodes[node]?.settings.traffic?.layer === layer;
    const before = (isKept && known?.tested.get(node)) || [];
    const free = Array.from({ length: 10_000 }, (_, slot) => slot).filter((slot) => !taken.has(slot));
    document.tested.set(node, [...new Set([...before, ...free])].slice(0, Math.round(share * 100)));
  }
}

export function isTested({ document, node, person }: Enrollment): boolean {
  const { traffic, salt } = document.nodes[node]?.settings ?? {};
  if (!traffic) return true;
  const drawn = traffic.layer === undefined ? `traffic:${salt}` : `layer:${traffic.layer}`;
  return document.tested.get(node)?.includes(slotOf(drawn, person.id)) ?? false;
}
