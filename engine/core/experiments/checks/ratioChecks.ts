import type { Check } from '../../../../shared/experiment/check.ts';
import { ENTRY_SOURCES } from '../../../../shared/experiment/entrySource.ts';
import { SEQUENTIAL_SRM_ALPHA } from '../../statistics/sequentialSrm.ts';
import { SRM_ALPHA } from '../../statistics/srmChiSquare.ts';
import type { AnalysisInput } from '../analysisInput.ts';
import {
  byEpoch,
  RATIO_UNITS_MIN,
  type RatioCell,
  type RatioTest,
  ratioTest,
  sequentialRatioPValue,
} from './sampleRatio.ts';

type Detail = Check['details'][number];

function armDetails(test: RatioTest): Detail[] {
  return [
    ...test.arms.map(
      ({ arm, observed, expected }): Detail => ({
        kind: 'arm',
        label: arm,
        observed,
        expected,
        pValue: null,
      }),
    ),
    ...test.stray.map(
      ({ arm, units }): Detail => ({ kind: 'stray', label: arm, observed: units, expected: 0, pValue: null }),
    ),
  ];
}

function verdictOf(
  id: Check['id'],
  test: RatioTest,
  found: {
    isOff: boolean;
    value: number | null;
    threshold: number;
    details: Detail[];
    advice: Check['advice'];
  },
): Check {
  const isStray = test.strayUnits > 0;
  const isFailed = isStray || found.isOff;
  const isEarly = test.units < RATIO_UNITS_MIN || found.value === null;
  const state = isFailed ? 'failed' : isEarly ? 'unknown' : 'ok';
  const advice = found.isOff
    ? found.advice
    : isStray
      ? 'strayCustomers'
      : isEarly
        ? 'waitForCustomers'
        : 'none';
  const { value, threshold, details } = found;
  return { id, state, value, threshold, unit: 'pValue', advice, details: [...armDetails(test), ...details] };
}

/** Epochs each on their own, when there are several. */
function epochDetails(input: AnalysisInput, cells: readonly RatioCell[]): Detail[] {
  const epochs = byEpoch(cells);
  if (epochs.size < 2) return [];
  return [...epochs].map(([epoch, rows]) => {
    const { pValue, units } = ratioTest(input, rows);
    return { kind: 'epoch', label: String(epoch), observed: units, expected: null, pValue };
  });
}

/** Those let in by the trigger, by hand, by another journey and by an import, when there are several of these. */
function entryDetails(input: AnalysisInput): Detail[] {
  const entries = ENTRY_SOURCES.filter((source) => input.entries.some(({ entry }) => entry === source));
  if (entries.length < 2) return [];
  return entries.map((source) => {
    const { pValue, units } = ratioTest(
      input,
      input.entries.filter(({ entry }) => entry === source),
    );
    return { kind: 'entry', label: source, observed: units, expected: null, pValue };
  });
}

/** Everybody assigned, contaminated or not: the only ratio that no later step can bend. */
export function assignedRatio(input: AnalysisInput): Check {
  const cells = [...input.exposed, ...input.contaminated, ...input.ineligible];
  const test = ratioTest(input, cells);
  const live = sequentialRatioPValue(input, cells);
  const isLiveOff = live < SEQUENTIAL_SRM_ALPHA;
  const isFixedOff = test.pValue !== null && test.pValue < SRM_ALPHA;
  // the one that fails is shown; when neither does, the usual one where it can be computed
  const showsLive = test.pValue === null || (isLiveOff && !isFixedOff);
  const details: Detail[] = [
    ...epochDetails(input, cells),
    { kind: 'sequential', label: '', observed: null, expected: null, pValue: live },
  ];
  return verdictOf('assignedRatio', test, {
    isOff: isLiveOff || isFixedOff,
    value: showsLive ? live : test.pValue,
    threshold: showsLive ? SEQUENTIAL_SRM_ALPHA : SRM_ALPHA,
    details,
    advice: 'ratioOff',
  });
}

/** Those really exposed, overall, on every day, in every epoch and of every way in (Bonferroni over the slices). */
export function exposedRatio(input: AnalysisInput): Check {
  const cells = [...input.exposed, ...input.contaminated];
  const test = ratioTest(input, cells);
  const days = [...new Set(cells.map(({ day }) => day))].sort().map((day): Detail => {
    const { pValue, units } = ratioTest(
      input,
      cells.filter((cell) => cell.day === day),
    );
    return { kind: 'day', label: day, observed: units, expected: null, pValue };
  });
  const slices = [...epochDetails(input, cells), ...entryDetails(input), ...days].filter(
    ({ pValue }) => pValue !== null,
  );
  const corrected = slices.map((slice) => ({
    ...slice,
    pValue: Math.min(1, (slice.pValue ?? 1) * slices.length),
  }));
  const worst = corrected.reduce((least, { pValue }) => Math.min(least, pValue), 1);
  const isOff = test.pValue !== null && test.pValue < SRM_ALPHA;
  const isSliceOff = !isOff && worst < SRM_ALPHA;
  return verdictOf('exposedRatio', test, {
    isOff: isOff || isSliceOff,
    value: isSliceOff ? worst : test.pValue,
    threshold: SRM_ALPHA,
    details: corrected.filter(({ kind, pValue }) => kind !== 'day' || pValue < SRM_ALPHA),
    advice: isSliceOff ? 'ratioOffInSlice' : 'ratioOff',
  });
}

/** Those the primary metric's figures rest on. */
export function analysedRatio(input: AnalysisInput): Check {
  const cells = (input.metrics[0]?.cells ?? [])
    .filter(({ matureUnits }) => matureUnits > 0)
    .map(({ arm, epoch, day, matureUnits }) => ({ arm, epoch, day, units: matureUnits }));
  const test = ratioTest(input, cells);
  return verdictOf('analysedRatio', test, {
    isOff: test.pValue !== null && test.pValue < SRM_ALPHA,
    value: test.pValue,
    threshold: SRM_ALPHA,
    details: epochDetails(input, cells),
    advice: 'ratioOff',
  });
}
