import type { AnalysisInput, MetricInput } from '../../engine/core/experiments/analysisInput.ts';
import type { Moments } from '../../engine/core/statistics/moments.ts';
import { csvCell } from '../imports/errorsCsv.ts';

const HEADER = [
  'metric',
  'measure',
  'window',
  'arm',
  'epoch',
  'version',
  'exposure_day',
  'exposed',
  'mature',
  'mature_conversions',
  'conversions_so_far',
  'mean_value_capped',
  'centred_squares_capped',
  'mean_value_raw',
  'centred_squares_raw',
  'part',
  'part_value',
];

type Field = string | number | null | undefined;

/** Numbers are no text, and need no guard against formulas: one below 0 stays a number. */
const cellText = (field: Field): string => (typeof field === 'string' ? csvCell(field) : String(field ?? ''));

const lineOf = (fields: readonly Field[]): string => fields.map(cellText).join(',');

interface Place {
  arm: string;
  epoch: number;
  version: number;
}

const placeOf = ({ arm, epoch, version }: Place): Field[] => [arm, epoch, version];
const headOf = ({ goal, measure, window }: MetricInput): Field[] => [goal, measure, window];
const momentsOf = (moments: Moments | null): Field[] => [moments?.mean, moments?.centredSquares];

function metricLines(metric: MetricInput, exposed: Map<string, number>): string[] {
  return metric.cells.map((cell) => {
    const place = placeOf(cell);
    return lineOf([
      ...[...headOf(metric), ...place, cell.day],
      exposed.get([...place, cell.day].join('/')) ?? 0,
      ...[cell.matureUnits, cell.matureConversions, cell.conversions],
      ...[...momentsOf(cell.values?.capped ?? null), ...momentsOf(cell.values?.raw ?? null)],
      ...['', ''],
    ]);
  });
}

/** Customers of a part of the split, for the primary metric. */
interface Slice extends Place {
  part: string;
  value: string | null;
  exposed: number | null;
  units: number | null;
  conversions: number | null;
  values: Moments | null;
}

/** Segments, ways in, customers of other splits, and customers another journey had just treated. */
function slicesOf({ segments, entries, overlaps, carryOver }: AnalysisInput): Slice[] {
  return [
    ...segments.flatMap(({ attribute, cells }) =>
      cells.map((cell) => ({
        ...cell,
        part: `segment ${attribute}`,
        units: cell.matureUnits,
        conversions: cell.matureConversions,
      })),
    ),
    ...entries.map(({ entry, ...cell }) => ({
      ...placedAt(cell),
      part: 'entry',
      value: entry,
      exposed: cell.units,
      ...{ units: null, conversions: null, values: null },
    })),
    ...overlaps.flatMap(({ journeyId, node, cells, outcomes }) =>
      cells.map((cell) => {
        const found = outcomes?.find(
          (row) => row.otherArm === cell.otherArm && placeOf(row).join('/') === placeOf(cell).join('/'),
        );
        return {
          ...placedAt(cell),
          part: `split ${journeyId}/${node}`,
          value: cell.otherArm,
          exposed: cell.units,
          units: found?.units ?? null,
          conversions: found?.conversions ?? null,
          values: found?.values ?? null,
        };
      }),
    ),
    ...carryOver.cells.map((cell) => ({
      ...placedAt(cell),
      part: 'treated by another journey before',
      value: cell.recency === 'within30' ? '30 days' : '31 to 60 days',
      exposed: cell.units,
      ...{ units: null, conversions: null, values: null },
    })),
    ...(carryOver.outcomes ?? []).map(({ isFresh, ...row }) => ({
      ...row,
      part: 'treated by another journey before',
      value: isFresh ? 'no' : '60 days',
      exposed: null,
    })),
  ];
}

const placedAt = ({ arm, epoch, version }: Place): Place => ({ arm, epoch, version });

function sliceLine(metric: MetricInput, slice: Slice): string {
  return lineOf([
    ...[...headOf(metric), ...placeOf(slice), ''],
    ...[slice.exposed, slice.units, slice.conversions, ''],
    ...[...momentsOf(slice.values), '', ''],
    ...[slice.part, slice.value],
  ]);
}

/**
 * One row per metric, arm, epoch, version and day of exposure, then the primary metric by segment, way in (customers seen in
 * several arms included), other split and earlier
 * treatment: enough to compute every figure again.
 */
export function statisticsCsv(input: AnalysisInput): string {
  const { exposed, metrics } = input;
  const units = new Map(exposed.map((cell) => [[...placeOf(cell), cell.day].join('/'), cell.units]));
  const [primary] = metrics;
  const lines = [
    ...metrics.flatMap((metric) => metricLines(metric, units)),
    ...(primary ? slicesOf(input).map((slice) => sliceLine(primary, slice)) : []),
  ];
  // the mark tells spreadsheets that the text is UTF-8
  return `\ufeff${[HEADER.join(','), ...lines].join('\r\n')}\r\n`;
}
