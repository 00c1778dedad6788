import type { AnalysisInput, OverlapInput } from '../analysisInput.ts';
import { exposedUnits } from './maturity.ts';

/** Splits that share no more of the customers than this are left alone. */
export const OVERLAP_SHARE = 0.05;
/** From here on an effect is called another one for customers of another split or journey, after its correction. */
export const INTERACTION_ALPHA = 0.01;

/** Share of this split's customers who are in the other one too. */
export function overlapShare(input: AnalysisInput, { cells }: Pick<OverlapInput, 'cells'>): number {
  const exposed = exposedUnits(input);
  const units = cells.reduce((sum, cell) => sum + cell.units, 0);
  return exposed === 0 ? 0 : Math.min(1, units / exposed);
}
