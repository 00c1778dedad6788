/** Share of experiments that are won where a workspace has too few of its own. Source: Kohavi, Deng, Vermeer (2022). */
export const SUCCESS_SHARE_DEFAULT = 0.15;

/**
 * Share of significant results that are false, given how often tests of this kind succeed.
 *
 * @param successShare  the organisation's own share of ideas that truly work, 0…1 (0.1 to 0.2 where unknown)
 * @returns fraction 0…1; with alpha two-sided and only wins counted, pass alpha / 2
 * Source: R. Kohavi, A. Deng and L. Vermeer, "A/B Testing Intuition Busters", KDD 2022.
 */
export function falsePositiveRisk({
  alpha,
  power,
  successShare,
}: {
  alpha: number;
  power: number;
  successShare: number;
}): number {
  const falseShare = alpha * (1 - successShare);
  return falseShare / (falseShare + power * successShare);
}
