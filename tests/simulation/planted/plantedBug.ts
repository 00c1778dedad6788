/** A fault that somebody might write into the engine, and the invariant that has to notice it. */
import type { InvariantId } from '../checker/invariants.ts';

export interface Replacement {
  file: string;
  /** must be there exactly once */
  text: string;
  becomes: string;
}

export interface PlantedBug {
  name: string;
  caughtBy: InvariantId;
  replacements: readonly Replacement[];
}

export const bug = (
  name: string,
  caughtBy: InvariantId,
  file: string,
  text: string,
  becomes: string,
  ...more: readonly Replacement[]
): PlantedBug => ({ name, caughtBy, replacements: [{ file, text, becomes }, ...more] });

/** Where most of them are planted. */
export const customer = 'engine/core/customer';
