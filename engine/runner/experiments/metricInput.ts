/** Joins who was exposed with what they did, so that those who did nothing count. */
import { DAY_MS } from '../../../shared/timeUnits.ts';
import type { AnalysisInput, MetricCell, MetricInput } from '../../core/experiments/analysisInput.ts';
import { type Moments, mergeMoments, type PairMoments } from '../../core/statistics/moments.ts';
import type { CellKey, ExposureCounts, GoalOutcome, Outcomes, PlaceKey } from '../../stores/splitReads.ts';
import type { MetricQuestion } from './analysisQuestions.ts';
import { withZeros } from './withZeros.ts';

const noSums = { units: 0, mean: 0, centredSquares: 0 };

const placeText = ({ arm, epoch, version }: PlaceKey) => `${arm}/${epoch}/${version}`;
const keyOf = (cell: CellKey) => `${placeText(cell)}/${cell.day}`;

function cellsOf(
  question: MetricQuestion,
  exposures: ExposureCounts,
  outcome: GoalOutcome,
  index: number,
): MetricCell[] {
  const reached = new Map(outcome.cells.map((cell) => [keyOf(cell), cell]));
  return exposures.cells.map(({ arm, epoch, version, day, mature }) => {
    const found = reached.get(keyOf({ arm, epoch, version, day }));
    const matureUnits = mature[index] ?? 0;
    return {
      arm,
      epoch,
      version,
      day,
      matureUnits,
      matureConversions: found?.matureConversions ?? 0,
      conversions: found?.conversions ?? 0,
      values:
        question.measure === 'value'
          ? {
              capped: withZeros(found?.capped ?? noSums, matureUnits),
              raw: withZeros(found?.raw ?? noSums, matureUnits),
            }
          : null,
    };
  });
}

/** Everybody is censored at the as-of or the end of their window, but for those who converted. */
function timesOf(
  { windowMs }: MetricQuestion,
  exposures: ExposureCounts,
  outcome: GoalOutcome,
): MetricInput['times'] {
  const windowDays = Math.max(1, Math.ceil(windowMs / DAY_MS));
  const times = new Map<string, MetricInput['times'][number]>();
  const at = (arm: string, day: number) => {
    const key = `${arm}/${day}`;
    const known = times.get(key) ?? { arm, day, events: 0, censored: 0 };
    times.set(key, known);
    return known;
  };
  for (const { arm, day, units } of exposures.ages) at(arm, Math.min(day, windowDays)).censored += units;
  for (const { arm, day, age, units } of outcome.times) {
    at(arm, Math.min(age, windowDays)).censored -= units;
    at(arm, Math.min(day, windowDays - 1)).events += units;
  }
  const arms = [...new Set(exposures.ages.map(({ arm }) => arm))];
  return [...times.values()]
    .filter(({ events, censored }) => events + censored > 0)
    .sort((a, b) => arms.indexOf(a.arm) - arms.indexOf(b.arm) || a.day - b.day);
}

/** The customers of most worth whose share of the total is told. */
const TOP_SHARE = 0.01;

/** @param units mature customers; @param sums of those with any, largest first */
export function topShareOf(
  measure: MetricQuestion['measure'],
  units: number,
  sums: readonly number[],
): number | null {
  const total = sums.reduce((sum, value) => sum + value, 0);
  if (measure !== 'value' || total <= 0) return null;
  const top = sums.slice(0, Math.ceil(units * TOP_SHARE));
  return top.reduce((sum, value) => sum + value, 0) / total;
}

/** Every metric that was asked for, in its order. */
export function metricInputs(
  metrics: readonly MetricQuestion[],
  exposures: ExposureCounts,
  outcomes: Outcomes,
): MetricInput[] {
  return metrics.map((metric, index) => {
    const outcome = outcomes.goals[index];
    if (!outcome) throw new Error('a goal was asked for and not answered');
    return metricInput(metric, exposures, outcome, index);
  });
}

/** @param index of the metric among those asked for */
function metricInput(
  question: MetricQuestion,
  exposures: ExposureCounts,
  outcome: GoalOutcome,
  index: number,
): MetricInput {
  const cells = cellsOf(question, exposures, outcome, index);
  return {
    goal: question.goal.id,
    measure: question.measure,
    window: question.goal.within,
    windowMs: question.windowMs,
    cells,
    times: timesOf(question, exposures, outcome),
    topShare: topShareOf(
      question.measure,
      cells.reduce((sum, { matureUnits }) => sum + matureUnits, 0),
      outcome.sums,
    ),
  };
}

/** Pairs of everybody with a known covariate, from those who converted and the covariate of all: the others' y is 0. */
function pairsOfAll(x: Moments, converted: PairMoments | undefined): PairMoments {
  const y = withZeros(
    { units: converted?.units ?? 0, mean: converted?.meanY ?? 0, centredSquares: converted?.centredYY ?? 0 },
    x.units,
  );
  const centredXY = converted
    ? converted.centredXY + converted.units * converted.meanY * (converted.meanX - x.mean)
    : 0;
  return {
    units: x.units,
    meanY: y.mean,
    meanX: x.mean,
    centredYY: y.centredSquares,
    centredXX: x.centredSquares,
    centredXY,
  };
}

export function covariateInput(exposures: ExposureCounts, outcomes: Outcomes): AnalysisInput['covariate'] {
  if (!exposures.covariate) return null;
  const converted = new Map(outcomes.covariate.map((one) => [placeText(one), one.pairs]));
  return exposures.covariate.map(({ arm, epoch, version, missing, moments }) => ({
    arm,
    epoch,
    version,
    missing,
    pairs: pairsOfAll(moments, converted.get(placeText({ arm, epoch, version }))),
  }));
}

export function beforeInput(exposures: ExposureCounts, outcomes: Outcomes): AnalysisInput['before'] {
  const places = new Map<string, AnalysisInput['before'][number]>();
  for (const { arm, epoch, version, units } of exposures.cells) {
    const key = placeText({ arm, epoch, version });
    const known = places.get(key) ?? { arm, epoch, version, units: 0, conversions: 0 };
    known.units += units;
    places.set(key, known);
  }
  for (const before of outcomes.before) {
    const known = places.get(placeText(before));
    if (known) known.conversions += before.units;
  }
  return [...places.values()];
}

/** Values of an attribute told apart; the rarer ones are one. */
const VALUES_MAX = 50;
/** Stands for all values that are not named. */
const OTHER_VALUES = '*';

type SegmentCells = AnalysisInput['segments'][number]['cells'];

export function namedValues(
  cells: readonly { value: string | null; units: number }[],
): (value: string | null) => string | null {
  const units = new Map<string | null, number>();
  for (const cell of cells) units.set(cell.value, (units.get(cell.value) ?? 0) + cell.units);
  if (units.size <= VALUES_MAX) return (value) => value;
  const named = new Set(
    [...units]
      .sort((a, b) => b[1] - a[1])
      .slice(0, VALUES_MAX)
      .map(([value]) => value),
  );
  return (value) => (named.has(value) ? value : OTHER_VALUES);
}

/** @param primary null where the journey has no goal */
export function segmentInputs(
  exposures: ExposureCounts,
  outcomes: Outcomes,
  primary: MetricQuestion | null,
): AnalysisInput['segments'] {
  const isValue = primary?.measure === 'value';
  return exposures.segments.map(({ attribute, cells }) => {
    const named = namedValues(cells);
    const joined = new Map<string, SegmentCells[number] & { values: Moments }>();
    const at = ({ value, arm, epoch, version }: PlaceKey & { value: string | null }) => {
      const key = JSON.stringify([named(value), arm, epoch, version]);
      const known = joined.get(key) ?? {
        value: named(value),
        arm,
        epoch,
        version,
        exposed: 0,
        matureUnits: 0,
        matureConversions: 0,
        values: noSums,
      };
      joined.set(key, known);
      return known;
    };
    for (const counted of cells) {
      const cell = at(counted);
      cell.exposed += counted.units;
      cell.matureUnits += counted.mature;
    }
    const reached = outcomes.segments.find((one) => one.attribute === attribute)?.cells ?? [];
    for (const counted of reached) {
      const cell = at(counted);
      cell.matureConversions += counted.conversions;
      cell.values = mergeMoments(cell.values, counted.values);
    }
    return {
      attribute,
      cells: [...joined.values()].map(({ values, ...cell }) => ({
        ...cell,
        values: isValue ? withZeros(values, cell.matureUnits) : null,
      })),
    };
  });
}
