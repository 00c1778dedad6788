import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartText } from '../../charts/chartText.ts';
import type { Palette } from '../../palette.ts';

export interface BandPoint {
  /** place on the axis: milliseconds of a time axis, else days */
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
  axis: 'time' | 'value';
  axisName?: string;
  /** drawn as two dashed lines around no effect */
  minimum: number | null;
  marks: readonly BandMark[];
  numberText(value: number): string;
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

/** The band of early days reaches far and would press the rest flat: the axis shows the latter part whole. */
function reachOf(points: readonly BandPoint[], minimum: number | null): number {
  const later = points.slice(Math.floor(points.length / 3));
  const ends = later.flatMap(({ lower, upper }) => [Math.abs(lower), Math.abs(upper)]);
  return Math.max(minimum ?? 0, ...ends) * HEADROOM || 1;
}

function lineSeries(chart: BandChart): LineSeriesOption {
  const { points, palette, minimum, marks, text } = chart;
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
      label: { ...text, fontSize: 11, formatter: '{b}', position: 'end', distance: 2 },
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
          lineStyle: { color: isStrong ? palette.text : palette.line, type: 'solid' as const, width: 1 },
        })),
      ],
    },
  };
}

/** An effect over time with its confidence band. */
export function bandOption(chart: BandChart): EChartsCoreOption {
  const { points, axis, palette, text, marks, minimum } = chart;
  const reach = reachOf(points, minimum);
  const places = [...points.map(({ x }) => x), ...marks.map(({ x }) => x)];
  const axisLook = {
    axisLabel: { ...text, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { lineStyle: { color: palette.line } },
    splitLine: { show: false },
  };
  return {
    animation: false,
    useUTC: true,
    grid: { left: 8, right: 24, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.text },
      formatter: (items: { dataIndex: number }[]) => points[items[0]?.dataIndex ?? -1]?.words ?? '',
    },
    xAxis: {
      type: axis,
      min: Math.min(...places),
      max: Math.max(...places),
      ...(axis === 'value' ? { minInterval: 1 } : {}),
      ...axisLook,
    },
    yAxis: {
      type: 'value',
      min: -reach,
      max: reach,
      axisLabel: { ...text, formatter: chart.numberText, showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: palette.lineSoft } },
    },
    series: [bandSeries(chart), lineSeries(chart)],
  };
}
