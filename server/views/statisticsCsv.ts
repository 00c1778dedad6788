import type { AnalysisInput, MetricInput } from '../../engine/core/experiments/analysisInput.ts';
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
];

function metricLines({ goal, measure, window, cells }: MetricInput, exposed: Map<string, number>): string[] {
  return cells.map(({ arm, epoch, version, day, ...cell }) => {
    const { capped, raw } = cell.values ?? { capped: null, raw: null };
    const fields = [
      ...[goal, measure, window, arm, epoch, version, day],
      exposed.get(`${arm}/${epoch}/${version}/${day}`) ?? 0,
      ...[cell.matureUnits, cell.matureConversions, cell.conversions],
      ...[capped?.mean, capped?.centredSquares, raw?.mean, raw?.centredSquares],
    ];
    return fields.map(cellText).join(',');
  });
}

/** Numbers are no text, and need no guard against formulas: one below 0 stays a number. */
function cellText(field: string | number | undefined): string {
  return typeof field === 'string' ? csvCell(field) : String(field ?? '');
}

/** One row per metric, arm, epoch, version and day of exposure: enough to compute every figure again. */
export function statisticsCsv({ exposed, metrics }: AnalysisInput): string {
  const units = new Map(
    exposed.map(({ arm, epoch, version, day, units }) => [`${arm}/${epoch}/${version}/${day}`, units]),
  );
  const lines = metrics.flatMap((metric) => metricLines(metric, units));
  // the mark tells spreadsheets that the text is UTF-8
  return `\ufeff${[HEADER.join(','), ...lines].join('\r\n')}\r\n`;
}
