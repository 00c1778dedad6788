import type { SplitUnit } from '../../shared/experiment/splitUnit.ts';
import type { Traffic } from '../../shared/nodes/traffic.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { SLOTS } from './assign.ts';
import { countOf, settledSlots, slotsAsked } from './traffic.ts';
import type { OwnedSlots, SlotSpan } from './version.ts';

/** Slots of a layer that a split owns by one of its published versions. */
export interface LayerClaim {
  layer: string;
  journeyId: string;
  nodeId: string;
  /** attribute of the households it draws for; null draws for customers */
  unit: string | null;
  slots: readonly SlotSpan[];
}

/** A split as a document has it; null tests everybody. */
export interface SplitTraffic {
  nodeId: string;
  salt: string;
  traffic: Traffic | null;
  /** whom it draws for; undefined is the customer */
  unit?: SplitUnit | undefined;
}

export interface SettledTraffic {
  owned: { [nodeId: string]: OwnedSlots };
  /** splits for which their layer has too little left, or whose slots mean others there */
  problems: Problem[];
}

function layerFull(nodeId: string, { layer = '' }: Traffic, wanted: number, free: number): Problem {
  const share = free / 100;
  const fix = {
    path: ['nodes', nodeId, 'settings', 'traffic', 'share'],
    value: share,
    words: { en: `Test ${share} %`, 'zh-CN': `改为 ${share}%` },
  };
  return problem('layer-full', {
    nodeId,
    field: 'traffic.share',
    params: { layer, free: share, share: wanted / 100 },
    ...(free > 0 ? { fix } : {}),
  });
}

/** A customer's slot says nothing of their household's: two that draw for different units would share customers. */
function otherUnit({ nodeId, traffic }: SplitTraffic, unit: string | null): Problem {
  const layer = traffic?.layer ?? '';
  const about = { nodeId, field: 'traffic.layer' };
  if (unit === null) return problem('layer-of-customers', { ...about, params: { layer } });
  return problem('layer-of-households', {
    ...about,
    params: { layer, attribute: unit },
    fix: { path: ['nodes', nodeId, 'settings', 'unit'], value: { attribute: unit } },
  });
}

/**
 * Which slots the splits of a document test. In a layer a split keeps what it has and grows by the lowest slots that
 * no other split of the layer owns, those of this very document included.
 * @param claims of every published version of every journey that is not over
 * @param heldBy what a split tests by its latest version under the same salt
 */
export function settleTraffic(
  journeyId: string,
  splits: readonly SplitTraffic[],
  claims: readonly LayerClaim[],
  heldBy: (split: SplitTraffic) => OwnedSlots | null,
): SettledTraffic {
  const owned: SettledTraffic['owned'] = {};
  const problems: Problem[] = [];
  const now: LayerClaim[] = [];
  for (const split of splits) {
    const { nodeId, traffic } = split;
    if (!traffic) continue;
    const layer = traffic.layer ?? null;
    const isOthers = (claim: LayerClaim) =>
      claim.layer === layer && !(claim.journeyId === journeyId && claim.nodeId === nodeId);
    const others = [...claims, ...now].filter(isOthers);
    const taken = others.flatMap(({ slots }) => slots);
    const unit = split.unit?.attribute ?? null;
    const stranger = others.find((claim) => claim.unit !== unit);
    if (stranger) problems.push(otherUnit(split, stranger.unit));
    const before = heldBy(split);
    const wanted = slotsAsked(traffic);
    const slots = settledSlots(wanted, before?.layer === layer ? before.slots : [], taken);
    if (countOf(slots) < wanted) problems.push(layerFull(nodeId, traffic, wanted, countOf(slots)));
    owned[nodeId] = { layer, slots };
    if (layer !== null) now.push({ layer, journeyId, nodeId, unit, slots });
  }
  return { owned, problems };
}

/** Whether somebody who was in the test would be out of it; null tests everybody. */
export function putsSomebodyOut(before: OwnedSlots | null, { share, layer }: Traffic): boolean {
  const wanted = slotsAsked({ share });
  if (wanted === SLOTS) return false;
  return before === null || before.layer !== (layer ?? null) || wanted < countOf(before.slots);
}
