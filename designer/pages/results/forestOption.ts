import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from '../../palette.ts';

export interface ForestRow {
  name: string;
  /** a difference of shares, in [-1, 1] */
  value: number;
  low: number;
  high: number;
}

const CAP_HALF_HEIGHT = 5;
const POINT_RADIUS = 4.5;
/** the whole name stands in the table beside the plot */
const NAME_WIDTH_MAX = 180;

/** Draws one row: the interval as a line with caps, the estimate as a point. */
function rowSeries(rows: readonly ForestRow[], palette: Palette): CustomSeriesOption {
  const stroke = { stroke: palette.accent, lineWidth: 2, fill: 'none' };
  return {
    type: 'custom',
    // percentage points, in the order low, value, high, row
    data: rows.map(({ low, value, high }, index) => [low * 100, value * 100, high * 100, index]),
    encode: { x: [0, 1, 2], y: 3 },
    renderItem: (_, api) => {
      const row = api.value(3);
      const at = (dimension: number) => api.coord([api.value(dimension), row]);
      const [lowX = 0, y = 0] = at(0);
      const [valueX = 0] = at(1);
      const [highX = 0] = at(2);
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: stroke,
      });
      return {
        type: 'group',
        children: [
          line(lowX, y, highX, y),
          line(lowX, y - CAP_HALF_HEIGHT, lowX, y + CAP_HALF_HEIGHT),
          line(highX, y - CAP_HALF_HEIGHT, highX, y + CAP_HALF_HEIGHT),
          { type: 'circle', shape: { cx: valueX, cy: y, r: POINT_RADIUS }, style: { fill: palette.accent } },
        ],
      };
    },
  };
}

/** The line of no difference, always inside the plot. */
function zeroLine(palette: Palette): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: [[0, 0]],
    renderItem: (params, api) => {
      const [x = 0] = api.coord([0, 0]);
      // a cartesian plot's box; the type knows only that there is one
      const { y, height } = params.coordSys as unknown as { y: number; height: number };
      return {
        type: 'line',
        shape: { x1: x, y1: y, x2: x, y2: y + height },
        style: { stroke: palette.textFaint, lineWidth: 1, lineDash: [4, 3] },
      };
    },
  };
}

/** A forest plot in the words of echarts. */
export function forestOption(
  rows: readonly ForestRow[],
  palette: Palette,
  description: string,
): EChartsCoreOption {
  const text = { color: palette.textSoft, fontFamily: 'inherit', fontSize: 12 };
  const reach = Math.max(0, ...rows.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)])) * 110;
  const end = Number(reach.toPrecision(2));
  return {
    animation: false,
    aria: { enabled: true, label: { description } },
    // the names of the arms take their room from the plot
    grid: { left: 8, right: 16, top: 8, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      // both sides alike, so that the eye is not drawn to one of them
      min: -end,
      max: end,
      axisLabel: { ...text, showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: palette.lineSoft } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLabel: { ...text, width: NAME_WIDTH_MAX, overflow: 'truncate' },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [zeroLine(palette), rowSeries(rows, palette)],
  };
}
