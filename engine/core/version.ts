/** A published journey: what newcomers enter, and what people inside stay in. */
import type { Journey } from '../../shared/journey/journey.ts';
import type { Template } from '../../shared/template.ts';

/** One arm's run of slots: [from, to) of 10,000. */
export interface SlotRange {
  arm: string;
  from: number;
  to: number;
}

/** A run of slots: [from, to) of 10,000. */
export interface SlotSpan {
  from: number;
  to: number;
}

/**
 * Slots of a split that tests a share of its traffic: customers whose slot is among them are tested.
 * Slots are drawn for the layer, or for the split alone.
 */
export interface OwnedSlots {
  layer: string | null;
  slots: readonly SlotSpan[];
}

/** How a split assigns customers in a version; a new epoch begins whenever the shares of its arms or of its traffic change. */
export interface Allocation {
  epoch: number;
  slots: readonly SlotRange[];
  /** absent where it tests everybody */
  traffic?: OwnedSlots;
  /** arms that this or an earlier version took away: the arm their customers follow, null draws them again */
  removed?: { [arm: string]: string | null };
}

/** Where people inside go, by the node they are at; null leaves the journey. */
export type MigrationMap = { [node: string]: string | null };

/** Immutable once written. */
export interface JourneyVersion {
  journeyId: string;
  version: number;
  hash: string;
  document: Journey;
  /** templates as they were at publish */
  templates: { [id: string]: Template };
  /** by split node */
  allocations: { [nodeId: string]: Allocation };
  /** of a version that takes over the people inside; null leaves them where they are */
  migration: MigrationMap | null;
  publishedAtMs: number;
  actor: string;
}
