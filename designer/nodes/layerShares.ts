import { countOf, freeSlots } from '../../engine/core/traffic.ts';
import type { Layer } from '../../shared/api/experiments.ts';

/** A split, as layers name it. */
export interface SplitName {
  journey: string;
  node: string;
}

export function isSplit({ journey, node }: Layer['splits'][number], me: SplitName): boolean {
  return journey.id === me.journey && node === me.node;
}

/** Percent of a layer that no other split owns; a layer nobody knows yet is free. */
export function freeFor(me: SplitName, layer: Layer | undefined): number {
  const others = (layer?.splits ?? []).filter((split) => !isSplit(split, me));
  return countOf(freeSlots(others.flatMap(({ slots }) => slots))) / 100;
}
