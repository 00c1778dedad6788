import type { Analysis } from '../../../../shared/experiment/analysis.ts';
import type { Check } from '../../../../shared/experiment/check.ts';
import type { Frame } from '../frame.ts';
import { balance } from './balance.ts';
import { contamination } from './contamination.ts';
import { epochs } from './epochs.ts';
import { exposureLoss } from './exposureLoss.ts';
import { freshness } from './freshness.ts';
import { householdSizes } from './householdSizes.ts';
import { maturity } from './maturity.ts';
import { overlap } from './overlap.ts';
import { analysedRatio, assignedRatio, exposedRatio } from './ratioChecks.ts';

/** The ten checks of the trust panel, in its order, and one of households where they are drawn for. */
export function checksOf(frame: Frame, { strata, overlaps }: Pick<Analysis, 'strata' | 'overlaps'>): Check[] {
  const { input } = frame;
  return [
    assignedRatio(input),
    exposedRatio(input),
    analysedRatio(input),
    contamination(input),
    ...(input.unit ? [householdSizes(input)] : []),
    maturity(input),
    exposureLoss(input),
    balance(frame),
    epochs(strata),
    overlap(input, overlaps),
    freshness(input),
  ];
}
