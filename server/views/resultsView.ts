import type { MetricCell } from '../../engine/core/experiments/analysisInput.ts';
import { matureUnits } from '../../engine/core/experiments/checks/maturity.ts';
import type { Results, SplitResult } from '../../shared/api/results.ts';
import type { Comparison } from '../../shared/experiment/analysis.ts';
import { goalOf } from '../../shared/experiment/goalOf.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import { instantText } from '../../shared/time.ts';
import type { AnalysedSplit } from '../readers/analysisTask.ts';

function intervalOf(
  interval: Comparison['alwaysValid'],
): { value: number; low: number; high: number } | null {
  return interval.state === 'computed'
    ? { value: interval.estimate, low: interval.lower, high: interval.upper }
    : null;
}

const VERDICTS = { ok: 'ok', warning: 'ok', failed: 'suspect', unknown: 'tooFew' } as const;

function sampleRatioOf({ analysis }: AnalysedSplit): SplitResult['sampleRatio'] {
  const check = analysis.checks.find(({ id }) => id === 'exposedRatio');
  const verdict = VERDICTS[check?.state ?? 'unknown'];
  if (!check || verdict === 'tooFew') return { verdict: 'tooFew', p: null, expected: [], strayCount: 0 };
  const details = (kind: string) => check.details.filter((detail) => detail.kind === kind);
  return {
    verdict,
    p: check.value,
    // of households, whom the ratio counts, and not the customers shown beside it
    expected: (analysis.unit ? [] : details('arm')).map(({ label, expected }) => ({
      arm: label,
      count: expected ?? 0,
    })),
    strayCount: details('stray').reduce((sum, { observed }) => sum + (observed ?? 0), 0),
  };
}

/** While a test runs, the interval and p-value that hold at every look; at its planned end the usual ones. */
function comparisonOf({ arm, against, alwaysValid, fixed, alwaysValidPValue }: Comparison) {
  const planned = fixed?.test.state === 'computed' ? fixed.test.pValue : null;
  return {
    arm,
    against,
    difference: intervalOf(fixed?.test.state === 'computed' ? fixed.test : alwaysValid),
    p: planned ?? alwaysValidPValue,
    exactP: fixed?.method === 'exact' ? planned : null,
  };
}

/** Customers so far; of households their sums say it. */
function convertedIn({ conversions, households }: MetricCell): number {
  return households ? Math.round(households.soFar.units * households.soFar.meanY) : conversions;
}

function matureCustomers(cells: readonly MetricCell[], arm: string): number {
  return cells.reduce((sum, { arm: own, households }) => {
    const { units, meanX } = households?.conversions ?? { units: 0, meanX: 0 };
    return sum + (own === arm ? Math.round(units * meanX) : 0);
  }, 0);
}

function armsOf({ input, analysis }: AnalysedSplit): SplitResult['arms'] {
  const cells = input.metrics[0]?.cells ?? [];
  return analysis.arms.map(({ id, name, control, sharePercent, isRemoved, exposed, customers = exposed }) => {
    const figures = analysis.primary?.arms.find(({ arm }) => arm === id);
    return {
      id,
      name,
      control,
      sharePercent,
      isRemoved,
      exposed: customers,
      mature: input.unit ? matureCustomers(cells, id) : matureUnits(input, id),
      convertedSoFar: cells.reduce((sum, cell) => sum + (cell.arm === id ? convertedIn(cell) : 0), 0),
      converted: figures?.conversions ?? 0,
      rate: figures ? intervalOf(figures.rate) : null,
    };
  });
}

function splitView(split: AnalysedSplit): SplitResult[] {
  const { input, analysis } = split;
  if (!analysis.primary) return [];
  return [
    {
      node: analysis.node,
      goal: analysis.primary.goal,
      basis: analysis.primary.basis,
      sampleRatio: sampleRatioOf(split),
      arms: armsOf(split),
      comparisons: analysis.primary.comparisons.map(comparisonOf),
      inconsistentCount: input.contaminated.reduce((sum, { units, customers = units }) => sum + customers, 0),
      firstExposedAt: analysis.startedAt,
      lastExposedAt: analysis.lastExposedAt,
    },
  ];
}

/** The few figures of each split that fit on a journey's page. */
export function resultsView(
  journey: Journey | null,
  analysed: readonly AnalysedSplit[],
  given: { goal: string | undefined; nowMs: number; unjudged: Results['unjudged'] },
): Results {
  const judged = journey && goalOf(journey, given.goal);
  return {
    at: instantText(given.nowMs),
    goals: (journey?.goals ?? []).map(({ id, event, within }) => {
      const primary = journey !== null && goalOf(journey)?.id === id;
      return { id, event, within, primary };
    }),
    goal: judged?.id ?? null,
    splits: analysed.flatMap(splitView),
    unjudged: given.unjudged,
  };
}
