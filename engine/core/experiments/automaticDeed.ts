/** What a plan's own rule does with an analysis, without a person: only what was written down before (statistics.md §1.9). */
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { quotas } from '../assign.ts';
import { thompsonWeights } from '../statistics/thompsonWeights.ts';

export type AutomaticDeed =
  | { type: 'rollOut'; arm: string; holdback: number }
  | { type: 'keepControl' }
  /** percent by arm, whole hundredths, 100 together */
  | { type: 'reallocate'; shares: { [arm: string]: number } };

/** Shares follow the data at most this often. */
const REALLOCATE_MS_MIN = 24 * 3_600_000;
/** Less movement than this, in percent, is not worth an epoch. */
const MOVEMENT_MIN = 1;

/** Null while the rule asks for nothing. */
export function automaticDeed(analysis: Analysis): AutomaticDeed | null {
  const { automation } = analysis.plan;
  const isSettled = analysis.overTime.markers.some(({ type }) => type === 'decided');
  if (!automation || isSettled || !analysis.primary || !mayBeTrusted(analysis)) return null;
  switch (automation.rule) {
    case 'superiority':
      return bySuperiority(analysis, automation.holdback);
    case 'expectedLoss':
      return byExpectedLoss(analysis, automation);
    case 'thompson':
      return byThompson(analysis, automation.floor);
  }
}

function mayBeTrusted({ checks, guardrails, plan }: Analysis): boolean {
  return (
    plan.conclusion === 'wanted' &&
    checks.every(({ state }) => state !== 'failed') &&
    guardrails.every(({ arms }) => arms.every(({ state }) => state !== 'harmed'))
  );
}

function bySuperiority({ verdict, arms }: Analysis, holdback: number): AutomaticDeed | null {
  if (verdict.state === 'winner' && verdict.arm !== null) {
    return { type: 'rollOut', arm: verdict.arm, holdback };
  }
  // with one challenger, its loss is the control's win
  return verdict.state === 'loser' && arms.length === 2 ? { type: 'keepControl' } : null;
}

function byExpectedLoss(
  { primary, reference, verdict }: Analysis,
  { maximumLoss, holdback }: { maximumLoss: number; holdback: number },
): AutomaticDeed | null {
  if (!primary || verdict.state === 'collecting' || verdict.state === 'draft') return null;
  const known = primary.arms.flatMap(({ arm, expectedLossMoney }) =>
    expectedLossMoney === null ? [] : [{ arm, loss: expectedLossMoney }],
  );
  if (known.length < primary.arms.length) return null;
  const best = known.reduce((least, one) => (one.loss < least.loss ? one : least));
  if (best.loss > maximumLoss) return null;
  return best.arm === reference ? { type: 'keepControl' } : { type: 'rollOut', arm: best.arm, holdback };
}

function byThompson({ primary, strata, asOf, arms }: Analysis, floor: number): AutomaticDeed | null {
  if (primary?.measure !== 'conversion' || primary.basis !== 'mature') return null;
  const lastEpochMs = Math.max(...strata.rows.map(({ from }) => Date.parse(from)));
  if (Date.parse(asOf) - lastEpochMs < REALLOCATE_MS_MIN) return null;
  const counts = primary.arms.map(({ units, conversions }) => ({
    units,
    // the good direction is what allocation follows
    conversions: primary.direction === 'increase' ? conversions : units - conversions,
  }));
  const weights = thompsonWeights(counts, floor);
  if (weights.state === 'notComputable') return null;
  const slots = quotas(
    primary.arms.map(({ arm }, index) => ({ id: arm, share: 100 * (weights.weights[index] ?? 0) })),
  );
  const shares = Object.fromEntries([...slots].map(([arm, count]) => [arm, count / 100]));
  const moved = arms.some(
    ({ id, sharePercent }) => Math.abs((shares[id] ?? 0) - sharePercent) >= MOVEMENT_MIN,
  );
  return moved ? { type: 'reallocate', shares } : null;
}

/** Shares that carry a decision out, in percent by arm. */
export function sharesAfter(
  deed: Exclude<AutomaticDeed, { type: 'reallocate' }>,
  arms: readonly string[],
  reference: string,
): { [arm: string]: number } {
  const held =
    deed.type === 'rollOut' && deed.arm !== reference ? Math.round(deed.holdback * 10_000) / 100 : 0;
  const chosen = deed.type === 'rollOut' ? deed.arm : reference;
  return Object.fromEntries(
    arms.map((arm) => [arm, arm === chosen ? 100 - held : arm === reference ? held : 0]),
  );
}
