/** How often experiments of a workspace teach something (statistics.md §3.9). */
import type { Portfolio } from '../../../shared/api/experiments.ts';
import { ALPHA_DEFAULT } from '../../../shared/statistic.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { falsePositiveRisk, SUCCESS_SHARE_DEFAULT } from '../statistics/falsePositiveRisk.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Decision, RunHead } from './experimentRecords.ts';

/** With this many concluded experiments, the workspace's own share of wins is believed. */
const CONCLUDED_MIN = 10;
const POWER = 0.8;

/** The last decision of each experiment that ended it. */
export function concluding(decisions: readonly Decision[]): Decision[] {
  const last = new Map<string, Decision>();
  for (const decision of decisions.toSorted((a, b) => a.atMs - b.atMs)) {
    last.set(`${decision.journeyId}/${decision.node}`, decision);
  }
  return [...last.values()].filter(({ decision }) => decision !== 'continue');
}

/** Share of concluded experiments that were won; null below ten. */
export function successShareOf(decisions: readonly Decision[]): number | null {
  const ended = concluding(decisions);
  return ended.length < CONCLUDED_MIN ? null : outcomesOf(ended).wonCount / ended.length;
}

function outcomesOf(ended: readonly Decision[]) {
  const countOf = (...verdicts: Decision['verdict'][]) =>
    ended.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const told = {
    wonCount: countOf('winner'),
    lostCount: countOf('loser'),
    flatCount: countOf('noDifference'),
    distrustedCount: countOf('doNotTrust'),
  };
  // not enough evidence is no evidence of no difference
  const openCount = Object.values(told).reduce((left, count) => left - count, ended.length);
  return { ...told, openCount };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/**
 * @param runs  the newest of each experiment
 * @param monthOf  calendar month of an instant, `2026-11`
 */
export function portfolio(
  runs: readonly RunHead[],
  decisions: readonly Decision[],
  monthOf: (atMs: number) => string,
): Portfolio {
  const ended = concluding(decisions);
  const endedIds = new Set(ended.map(({ journeyId, node }) => `${journeyId}/${node}`));
  const started = runs.filter(({ startedAtMs }) => startedAtMs !== null);
  const outcomes = outcomesOf(ended);
  const rate = wilson({ conversions: outcomes.wonCount, units: ended.length });
  const own = successShareOf(decisions);
  const successShare = own ?? SUCCESS_SHARE_DEFAULT;
  const months = [...new Set(ended.map(({ atMs }) => monthOf(atMs)))].sort();
  return {
    startedCount: started.length,
    runningCount: started.filter(({ journeyId, node }) => !endedIds.has(`${journeyId}/${node}`)).length,
    concludedCount: ended.length,
    ...outcomes,
    byRuleCount: ended.filter(({ byRule }) => byRule).length,
    winRate: rate.state === 'computed' ? { value: rate.estimate, low: rate.lower, high: rate.upper } : null,
    // of no win none is false; only wins in the good direction count, which is half of alpha
    falsePositiveRisk:
      outcomes.wonCount === 0
        ? null
        : falsePositiveRisk({ alpha: ALPHA_DEFAULT / 2, power: POWER, successShare }),
    successShare,
    isOwnSuccessShare: own !== null,
    medianDays: median(
      ended.flatMap(({ atMs, startedAtMs }) => (startedAtMs === null ? [] : [(atMs - startedAtMs) / DAY_MS])),
    ),
    months: months.map((month) => ({
      month,
      ...outcomesOf(ended.filter(({ atMs }) => monthOf(atMs) === month)),
    })),
  };
}
