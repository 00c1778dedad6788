import type {
  AnalysisInput,
  ExposedCell,
  MetricCell,
  MetricInput,
} from '../../../engine/core/experiments/analysisInput.ts';
import type { Moments } from '../../../engine/core/statistics/moments.ts';
import { type ExperimentPlanInput, experimentPlanSchema } from '../../../shared/experiment/plan.ts';

export const DAY_MS = 86_400_000;
export const FIRST_DAY_MS = Date.UTC(2026, 2, 2);

/** Local date, in UTC, of a day of the experiment counted from 0. */
export const dayText = (day: number): string =>
  new Date(FIRST_DAY_MS + day * DAY_MS).toISOString().slice(0, 10);

/** Customers of an arm on a day, all of whom have been waited for unless told otherwise. */
export interface Group {
  arm: string;
  /** from 0 */
  day?: number;
  epoch?: number;
  version?: number;
  units: number;
  conversions: number;
  matureUnits?: number;
  matureConversions?: number;
  capped?: Moments;
  raw?: Moments;
}

export const WINDOW_DAYS = 7;

const placeOf = ({ arm, day = 0, epoch = 1, version = 1 }: Group) => ({
  arm,
  epoch,
  version,
  day: dayText(day),
});

export function metricOf(groups: readonly Group[], more: Partial<MetricInput> = {}): MetricInput {
  const cells = groups.map((group): MetricCell => {
    const { capped, raw = capped } = group;
    return {
      ...placeOf(group),
      matureUnits: group.matureUnits ?? group.units,
      matureConversions: group.matureConversions ?? group.conversions,
      conversions: group.conversions,
      values: capped && raw ? { capped, raw } : null,
    };
  });
  return {
    goal: 'opened',
    measure: groups.some(({ capped }) => capped) ? 'value' : 'conversion',
    window: `P${WINDOW_DAYS}D`,
    windowMs: WINDOW_DAYS * DAY_MS,
    cells,
    times: [],
    topShare: null,
    ...more,
  };
}

interface Shaped {
  plan?: ExperimentPlanInput;
  /** per arm; the first is the control */
  shares?: Record<string, number>;
}

/**
 * An analysis input around the groups of its primary metric, as of when every window is over.
 *
 * Whatever else is told replaces what was made up.
 */
export function experimentInput(
  groups: readonly Group[],
  { plan = {}, shares = { control: 50, treatment: 50 } }: Shaped = {},
  more: Partial<AnalysisInput> = {},
): AnalysisInput {
  const lastDay = Math.max(0, ...groups.map(({ day = 0 }) => day));
  const primary = metricOf(groups);
  const ids = Object.keys(shares);
  return {
    format: 1,
    journey: { id: 'j1', name: 'Account opening' },
    node: 'split',
    salt: 's1',
    asOfMs: FIRST_DAY_MS + (Math.max(lastDay, 14) + WINDOW_DAYS + 1) * DAY_MS,
    zone: 'UTC',
    plan: experimentPlanSchema.parse({ primary: { measure: primary.measure }, ...plan }),
    planHash: 'h1',
    plannedAtMs: FIRST_DAY_MS - DAY_MS,
    publishedAtMs: FIRST_DAY_MS - DAY_MS,
    amendments: [],
    arms: ids.map((id, index) => ({
      id,
      name: id,
      control: index === 0,
      sharePercent: shares[id] ?? 0,
      isRemoved: false,
      removal: null,
    })),
    epochs: [{ epoch: 1, version: 1, fromMs: FIRST_DAY_MS - DAY_MS, shares }],
    firstExposedAtMs: FIRST_DAY_MS,
    lastExposedAtMs: FIRST_DAY_MS + lastDay * DAY_MS + DAY_MS / 2,
    exposed: groups.map((group): ExposedCell => ({ ...placeOf(group), units: group.units })),
    contaminated: [],
    entries: [],
    withdrawn: { count: 0, deeds: [] },
    ineligible: [],
    messages: [],
    metrics: [primary],
    covariate: null,
    before: [],
    segments: [],
    overlaps: [],
    carryOver: { cells: [], outcomes: null },
    freshness: { waitingInputCount: 0, lastGoalEventAtMs: FIRST_DAY_MS + DAY_MS, oldestWaitingAtMs: null },
    markers: [],
    harmPauses: [],
    endedAtMs: null,
    lookCount: 0,
    successShare: null,
    ...more,
  };
}

/** The same where everybody whose window is over is everybody the plan wanted: its fixed intervals may be read. */
export function atPlannedEnd(input: AnalysisInput): AnalysisInput {
  const plannedCustomers = input.exposed.reduce((sum, { units }) => sum + units, 0);
  return { ...input, plan: { ...input.plan, plannedCustomers } };
}

/** Two arms on one day, as published trials report them: converters and customers. */
export function trial(
  control: readonly [number, number],
  treatment: readonly [number, number],
  plan: ExperimentPlanInput = {},
): AnalysisInput {
  const share = control[1] / (control[1] + treatment[1]);
  return experimentInput(
    [
      { arm: 'control', conversions: control[0], units: control[1] },
      { arm: 'treatment', conversions: treatment[0], units: treatment[1] },
    ],
    { plan, shares: { control: 100 * share, treatment: 100 * (1 - share) } },
  );
}

/** Two arms on one day, each as converters and customers. */
export const twoArms = (control: [number, number], treatment: [number, number]): Group[] => [
  { arm: 'control', conversions: control[0], units: control[1] },
  { arm: 'treatment', conversions: treatment[0], units: treatment[1] },
];
