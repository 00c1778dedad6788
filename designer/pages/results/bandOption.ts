import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartText } from '../../charts/chartText.ts';
import type { Palette } from '../../palette.ts';

export interface BandPoint {
  /** place on the axis: milliseconds, or days */
  x: number;
  estimate: number;
  lower: number;
  upper: number;
  /** shown when pointed at */
  words: string;
}

interface BandMark {
  x: number;
  label: string;
  isStrong: boolean;
}

export interface BandChart {
  points: readonly BandPoint[];
  /** what the marks of the axis are apart, at least */
  unit: number;
  /** drawn as two dashed lines around no effect */
  minimum: number | null;
  marks: readonly BandMark[];
  numberText(value: number): string;
  /** of a place on the axis */
  placeText(x: number): string;
  palette: Palette;
  text: ChartText;
}

/** The area between the ends of the intervals, as one shape. */
function bandSeries({ points, palette }: BandChart): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    clip: true,
    // one item draws the whole band; its ends make the axes reach far enough
    data: points.map(({ x, lower, upper }) => [x, lower, upper]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (params, api) => {
      if (params.dataIndex > 0) return null;
      const upper = points.map(({ x, upper: y }) => api.coord([x, y]));
      const lower = points.map(({ x, lower: y }) => api.coord([x, y]));
      return {
        type: 'polygon',
        shape: { points: [...upper, ...lower.reverse()] },
        style: { fill: palette.accent, opacity: 0.16 },
      };
    },
    z: 1,
  };
}

const HEADROOM = 1.25;
const MARKS_MAX = 12;

/** The band of early days reaches far and would press the rest flat: the axis shows the latter part whole. */
function reachOf(points: readonly BandPoint[], minimum: number | null): number {
  const later = points.slice(Math.floor(points.length / 2));
  const ends = later.flatMap(({ lower, upper }) => [Math.abs(lower), Math.abs(upper)]);
  const estimates = points.map(({ estimate }) => Math.abs(estimate));
  return Math.max(minimum ?? 0, ...ends, ...estimates) * HEADROOM || 1;
}

function lineSeries(chart: BandChart): LineSeriesOption {
  const { points, palette, minimum, marks, text } = chart;
  const places = [...points.map(({ x }) => x), ...marks.map(({ x }) => x)];
  const middle = (Math.min(...places) + Math.max(...places)) / 2;
  const dashed = { type: 'dashed' as const, color: palette.textFaint, width: 1 };
  return {
    type: 'line',
    data: points.map(({ x, estimate }) => [x, estimate]),
    showSymbol: points.length < 40,
    symbol: 'circle',
    symbolSize: 5,
    lineStyle: { color: palette.accent, width: 2 },
    itemStyle: { color: palette.accent },
    z: 3,
    markLine: {
      silent: true,
      symbol: 'none',
      label: { ...text, fontSize: 11, formatter: '{b}', position: 'end', distance: 4 },
      data: [
        {
          yAxis: 0,
          label: { show: false },
          lineStyle: { type: 'solid', color: palette.textFaint, width: 1 },
        },
        ...(minimum === null
          ? []
          : [minimum, -minimum].map((yAxis) => ({ yAxis, label: { show: false }, lineStyle: dashed }))),
        ...marks.map(({ x, label, isStrong }) => ({
          xAxis: x,
          name: label,
          // a label in the right half would leave the picture
          label: { align: x > middle ? ('right' as const) : ('left' as const) },
          lineStyle: { color: isStrong ? palette.text : palette.line, type: 'solid' as const, width: 1 },
        })),
      ],
    },
  };
}

/** An effect over time with its confidence band. */
export function bandOption(chart: BandChart): EChartsCoreOption {
  const { points, unit, palette, text, marks, minimum } = chart;
  const reach = reachOf(points, minimum);
  const places = [...points.map(({ x }) => x), ...marks.map(({ x }) => x)];
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const axisLook = {
    axisLabel: { ...text, hideOverlap: true, formatter: (x: number) => chart.placeText(x) },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { lineStyle: { color: palette.line } },
    splitLine: { show: false },
  };
  return {
    animation: false,
    grid: {
      left: 8,
      right: 24,
      top: marks.length > 0 ? 34 : 8,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'all',
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.text },
      formatter: (items: { dataIndex: number }[]) => points[items[0]?.dataIndex ?? -1]?.words ?? '',
    },
    xAxis: {
      type: 'value',
      min: first,
      max: last,
      interval: unit * Math.max(1, Math.ceil((last - first) / unit / MARKS_MAX)),
      ...axisLook,
    },
    yAxis: {
      type: 'value',
      min: -reach,
      max: reach,
      axisLine: { show: false },
      axisLabel: { ...text, formatter: chart.numberText, showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: palette.lineSoft } },
    },
    series: [bandSeries(chart), lineSeries(chart)],
  };
}
