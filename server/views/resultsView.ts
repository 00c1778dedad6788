import { goalOf, type NodeResult } from '../../engine/runner/journeyResults.ts';
import type { Results, SplitResult } from '../../shared/api/results.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import { instantText } from '../../shared/time.ts';
import { optionalInstant } from './optionalInstant.ts';

type Interval = NodeResult['arms'][number]['rate'];

function rateOf(interval: Interval): { value: number; low: number; high: number } | null {
  return interval.state === 'computed'
    ? { value: interval.estimate, low: interval.lower, high: interval.upper }
    : null;
}

function sampleRatioOf(result: NodeResult): SplitResult['sampleRatio'] {
  const { sampleRatio } = result;
  if (sampleRatio.state === 'tooFew') return { verdict: 'tooFew', p: null, expected: [], strayCount: 0 };
  return {
    verdict: sampleRatio.state === 'ok' ? 'ok' : 'suspect',
    p: sampleRatio.pValue,
    expected: sampleRatio.expected.map(({ arm, units }) => ({ arm, count: units })),
    strayCount: sampleRatio.strayUnits,
  };
}

function comparisonsOf(result: NodeResult): SplitResult['comparisons'] {
  return result.comparisons.map(({ arm, against, test, exact }) => ({
    arm,
    against,
    difference:
      test.state === 'computed' ? { value: test.estimate, low: test.lower, high: test.upper } : null,
    p: test.state === 'computed' ? test.pValue : null,
    exactP: exact?.state === 'computed' ? exact.pValue : null,
  }));
}

function splitView(result: NodeResult): SplitResult {
  return {
    node: result.node,
    goal: result.goal,
    basis: result.basis,
    sampleRatio: sampleRatioOf(result),
    arms: result.arms.map(({ share, rate, ...arm }) => ({ ...arm, sharePercent: share, rate: rateOf(rate) })),
    comparisons: comparisonsOf(result),
    inconsistentCount: result.inconsistentCount,
    firstExposedAt: optionalInstant(result.firstExposedAtMs),
    lastExposedAt: optionalInstant(result.lastExposedAtMs),
  };
}

export function resultsView(
  journey: Journey | null,
  results: readonly NodeResult[],
  given: { goal: string | undefined; nowMs: number },
): Results {
  const judged = journey && goalOf(journey, given.goal);
  return {
    at: instantText(given.nowMs),
    goals: (journey?.goals ?? []).map(({ id, event, within }) => {
      const primary = journey !== null && goalOf(journey)?.id === id;
      return { id, event, within, primary };
    }),
    goal: judged?.id ?? null,
    splits: results.map(splitView),
  };
}
