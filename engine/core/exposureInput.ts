import type { SplitUnit } from '../../shared/experiment/splitUnit.ts';

/** The customer was assigned elsewhere. */
export interface ExposureInput {
  type: 'exposure';
  id: string;
  journeyId: string;
  node: string;
  salt: string;
  arm: string;
  version: number;
  epoch: number;
  exposedAtMs: number;
  eligible: boolean;
  /** attributes to keep with it as they are now */
  remembered: readonly string[];
  batch: string;
  /** of a split that draws for households: the name of this one, or the attribute that says it */
  household?: { name: string } | SplitUnit;
}
