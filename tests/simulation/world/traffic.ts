/** Splits that test a share of their traffic, one of a journey in a layer; drawn apart, so that worlds without stay as they were. */
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import type { PlanStep } from './plan.ts';
import { Random } from './random.ts';

/** Two journeys of it fit into the layer, grown too. */
const LAYER_SHARES = [40, 45] as const;
const LAYER = 'promo';
const GROWTH = 4;

type Node = JourneyInput['nodes'][string];
type Traffic = { share: number; layer?: string };

function trafficOf(random: Random, isFirst: boolean): Traffic | null {
  if (random.chance(0.15)) return null;
  return isFirst && random.chance(0.9)
    ? { share: random.pick(LAYER_SHARES), layer: LAYER }
    : { share: random.pick([30, 60]) };
}

function withTraffic(node: Node, { share, layer }: Traffic): Node {
  const traffic = layer === undefined ? { share } : { share, layer };
  const rest = node.next.B;
  const next = rest === undefined ? node.next : { ...node.next, rest };
  return { ...node, settings: { ...node.settings, traffic }, next };
}

/** @param journeys whose splits get traffic, the same in all their versions but for what it grows */
export function withTraffics(
  seed: number,
  steps: readonly PlanStep[],
  journeys: readonly string[],
): PlanStep[] {
  const random = new Random(seed, 'traffic');
  const known = new Map<string, Traffic | null>();
  const withOne = (document: JourneyInput): JourneyInput => {
    const splits = Object.entries(document.nodes).filter(([, { kind }]) => kind === 'split');
    const changed = splits.flatMap(([id, node], index): [string, Node][] => {
      const name = `${document.id}/${id}`;
      const before = known.get(name);
      const grown = before && random.chance(0.5) ? { ...before, share: before.share + GROWTH } : before;
      const traffic = grown === undefined ? trafficOf(random, index === 0) : grown;
      known.set(name, traffic);
      return traffic ? [[id, withTraffic(node, traffic)]] : [];
    });
    return { ...document, nodes: { ...document.nodes, ...Object.fromEntries(changed) } };
  };
  return steps.map(({ atMs, act }) =>
    act.do === 'publish' && journeys.includes(act.journey)
      ? { atMs, act: { ...act, document: withOne(act.document) } }
      : { atMs, act },
  );
}
