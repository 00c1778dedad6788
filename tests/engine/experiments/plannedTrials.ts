import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { DAY_MS, FIRST_DAY_MS, trial } from './experimentInput.ts';

/** 8,000 customers an arm; 400 convert in the control. */
export const arms = (converted: number, plan: ExperimentPlanInput = {}): AnalysisInput =>
  trial([400, 8_000], [converted, 8_000], plan);
export const planned = { plannedCustomers: 16_000 };
export const running = { plannedCustomers: 40_000 };
export const fixed = { method: { type: 'fixed' as const } };

export const young = (input: AnalysisInput): AnalysisInput => ({
  ...input,
  asOfMs: FIRST_DAY_MS + 3 * DAY_MS,
  metrics: input.metrics.map((metric) => ({
    ...metric,
    cells: metric.cells.map((cell) => ({ ...cell, matureUnits: 0, matureConversions: 0 })),
  })),
});
export const ended = (input: AnalysisInput): AnalysisInput => ({
  ...input,
  endedAtMs: FIRST_DAY_MS + 2 * DAY_MS,
});
