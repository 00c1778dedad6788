/** What a plan's own rule does with an analysis, without a person: only what was registered beforehand (statistics.md §1.9). */
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { Automation } from '../../../shared/experiment/plan.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { quotas } from '../assign.ts';
import { thompsonWeights } from '../statistics/thompsonWeights.ts';

export type AutomaticDeed =
  | { type: 'rollOut'; arm: string; holdback: number }
  | { type: 'keepControl' }
  /** percent by arm, whole hundredths, 100 together */
  | { type: 'reallocate'; shares: { [arm: string]: number } };

/** Shares follow the data at most this often. */
const REALLOCATE_MS_MIN = DAY_MS;
/** Less movement than this, in percent, is not worth an epoch. */
const MOVEMENT_MIN = 1;

/** Null while the rule asks for nothing. */
export function automaticDeed(analysis: Analysis): AutomaticDeed | null {
  const { automation, conclusion } = analysis.plan;
  const isSettled = analysis.overTime.markers.some(({ type }) => type === 'decided');
  if (!automation || conclusion === 'none' || isSettled) return null;
  if (analysis.checks.some(({ state }) => state === 'failed')) return null;
  return automation.rule === 'thompson'
    ? byThompson(analysis, automation.floor)
    : byRule(analysis, automation);
}

function byRule(
  { rule, verdict, primary, reference }: Analysis,
  automation: Exclude<Automation, { rule: 'thompson' }>,
): AutomaticDeed | null {
  if (rule.allows.includes('rollOut') && rule.arm !== null) {
    return { type: 'rollOut', arm: rule.arm, holdback: automation.holdback };
  }
  if (!rule.allows.includes('keepControl')) return null;
  const loss = primary?.arms.find(({ arm }) => arm === reference)?.expectedLossMoney ?? null;
  const isWithinLoss = automation.rule === 'expectedLoss' && loss !== null && loss < automation.maximumLoss;
  return verdict.state === 'loser' || isWithinLoss ? { type: 'keepControl' } : null;
}

function byThompson({ primary, strata, asOf, arms }: Analysis, floor: number): AutomaticDeed | null {
  if (primary?.measure !== 'conversion' || primary.basis !== 'mature') return null;
  const lastEpochMs = Math.max(...strata.rows.map(({ from }) => Date.parse(from)));
  if (Date.parse(asOf) - lastEpochMs < REALLOCATE_MS_MIN) return null;
  const present = primary.arms.filter(({ arm }) =>
    arms.some(({ id, isRemoved }) => id === arm && !isRemoved),
  );
  const counts = present.map(({ units, conversions }) => ({
    units,
    // the good direction is what allocation follows
    conversions: primary.direction === 'increase' ? conversions : units - conversions,
  }));
  // those of the page: over several epochs pooled counts mix the days of each into the arms
  const chances = present.flatMap(({ chanceBest }) => chanceBest ?? []);
  if (chances.length < present.length) return null;
  const weights = thompsonWeights(counts, floor, chances);
  if (weights.state === 'notComputable') return null;
  const slots = quotas(
    present.map(({ arm }, index) => ({ id: arm, share: 100 * (weights.weights[index] ?? 0) })),
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
