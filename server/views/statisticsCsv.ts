import type {
  AnalysisInput,
  ExposedCell,
  MetricCell,
  MetricInput,
} from '../../engine/core/experiments/analysisInput.ts';
import type { Moments, PairMoments } from '../../engine/core/statistics/moments.ts';
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

/** Of a split that draws for households, which then are every count before: sums of a ratio over its mature ones. */
const HOUSEHOLD_HEADER = [
  'exposed_customers',
  'mean_customers',
  'centred_squares_customers',
  ...['converted', 'value_capped', 'value_raw'].flatMap((sum) => [
    `mean_household_${sum}`,
    `centred_squares_household_${sum}`,
    `centred_products_${sum}_customers`,
  ]),
];

type Field = string | number | null | undefined;

/** Numbers are no text, and need no guard against formulas: one below 0 stays a number. */
const cellText = (field: Field): string => (typeof field === 'string' ? csvCell(field) : String(field ?? ''));

const lineOf = (fields: readonly Field[], width: number): string =>
  Array.from({ length: width }, (_, at) => cellText(fields[at])).join(',');

interface Place {
  arm: string;
  epoch: number;
  version: number;
}

const placeOf = ({ arm, epoch, version }: Place): Field[] => [arm, epoch, version];
const headOf = ({ goal, measure, window }: MetricInput): Field[] => [goal, measure, window];
const momentsOf = (moments: Moments | null): Field[] => [moments?.mean, moments?.centredSquares];

function sumsOf(sums: PairMoments | undefined): Field[] {
  return [sums?.meanY, sums?.centredYY, sums?.centredXY];
}

function householdFields({ households }: MetricCell, customers: number | undefined): Field[] {
  if (!households) return [];
  const { conversions, values } = households;
  return [
    ...[customers, conversions.meanX, conversions.centredXX],
    ...[...sumsOf(conversions), ...sumsOf(values?.capped), ...sumsOf(values?.raw)],
  ];
}

function metricLines(metric: MetricInput, exposed: Map<string, ExposedCell>): Field[][] {
  return metric.cells.map((cell) => {
    const place = placeOf(cell);
    const known = exposed.get([...place, cell.day].join('/'));
    return [
      ...[...headOf(metric), ...place, cell.day],
      known?.units ?? 0,
      ...[cell.matureUnits, cell.matureConversions, cell.conversions],
      ...[...momentsOf(cell.values?.capped ?? null), ...momentsOf(cell.values?.raw ?? null)],
      ...['', ''],
      ...householdFields(cell, known?.customers),
    ];
  });
}

function partFields({ households }: Slice): Field[] {
  if (!households) return [];
  const { conversions, values } = households;
  return [
    '',
    conversions.meanX,
    conversions.centredXX,
    ...sumsOf(conversions),
    ...sumsOf(values ?? undefined),
  ];
}

/** Customers of a part of the split, for the primary metric. */
interface Slice extends Place {
  part: string;
  value: string | null;
  exposed: number | null;
  units: number | null;
  conversions: number | null;
  values: Moments | null;
  /** of mature households */
  households?: { conversions: PairMoments; values: PairMoments | null } | undefined;
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

function sliceLine(metric: MetricInput, slice: Slice): Field[] {
  return [
    ...[...headOf(metric), ...placeOf(slice), ''],
    ...[slice.exposed, slice.units, slice.conversions, ''],
    ...[...momentsOf(slice.values), '', ''],
    ...[slice.part, slice.value],
    ...partFields(slice),
  ];
}

/**
 * One row per metric, arm, epoch, version and day of exposure, then the primary metric by segment, way in (customers seen in
 * several arms included), other split and earlier
 * treatment: enough to compute every figure again.
 */
export function statisticsCsv(input: AnalysisInput): string {
  const { exposed, metrics } = input;
  const units = new Map(exposed.map((cell) => [[...placeOf(cell), cell.day].join('/'), cell]));
  const [primary] = metrics;
  const header = input.unit ? [...HEADER, ...HOUSEHOLD_HEADER] : HEADER;
  const rows = [
    ...metrics.flatMap((metric) => metricLines(metric, units)),
    ...(primary ? slicesOf(input).map((slice) => sliceLine(primary, slice)) : []),
  ];
  const lines = rows.map((row) => lineOf(row, header.length));
  // the mark tells spreadsheets that the text is UTF-8
  return `\ufeff${[header.join(','), ...lines].join('\r\n')}\r\n`;
}
