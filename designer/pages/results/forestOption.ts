import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartText } from '../../charts/chartText.ts';
import type { Palette } from '../../palette.ts';
import type { EffectLine, Range } from './effectScale.ts';

export interface ForestRow {
  name: string;
  line: EffectLine;
  /** colour of its line; the neutral one while nothing may be called good or bad */
  colour: string;
}

interface ForestLook {
  palette: Palette;
  text: ChartText;
  /** of the axis' numbers */
  numberText(value: number): string;
  /** effects smaller than this are not worth knowing; on the scale drawn */
  minimum: number | null;
}

const OUTER_WIDTH = 1.5;
const INNER_WIDTH = 5;
const CAP_HALF_HEIGHT = 5;
const POINT_RADIUS = 5;
const NAME_WIDTH_MAX = 180;
/** room beyond the longest line */
const MARGIN = 1.08;

type Api = Parameters<NonNullable<CustomSeriesOption['renderItem']>>[1];

function lineShapes(api: Api, index: number, { line, colour }: ForestRow) {
  const at = (value: number) => api.coord([value, index]) as [number, number];
  const stroke = (from: [number, number], to: [number, number], lineWidth: number) => ({
    type: 'line' as const,
    shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
    style: { stroke: colour, lineWidth },
  });
  const span = (range: Range | null, lineWidth: number) =>
    range === null ? [] : [stroke(at(range.lower), at(range.upper), lineWidth)];
  const caps = (range: Range | null) =>
    range === null
      ? []
      : [range.lower, range.upper].map((value) => {
          const [x, y] = at(value);
          return stroke([x, y - CAP_HALF_HEIGHT], [x, y + CAP_HALF_HEIGHT], OUTER_WIDTH);
        });
  const { estimate } = line;
  const [cx, cy] = at(estimate ?? 0);
  const point = { type: 'circle' as const, shape: { cx, cy, r: POINT_RADIUS }, style: { fill: colour } };
  return [
    ...span(line.outer, OUTER_WIDTH),
    ...caps(line.outer),
    ...span(line.inner, INNER_WIDTH),
    ...(estimate === null ? [] : [point]),
  ];
}

/** A forest plot in the words of echarts: thin lines valid at every look, thick ones of the planned look. */
export function forestOption(rows: readonly ForestRow[], look: ForestLook): EChartsCoreOption {
  const { palette, text, minimum } = look;
  const ends = rows.flatMap(({ line: { outer, inner, estimate } }) => [
    ...[outer, inner].flatMap((range) => (range === null ? [] : [range.lower, range.upper])),
    estimate ?? 0,
  ]);
  const reach = Math.max(minimum ?? 0, ...ends.map(Math.abs)) * MARGIN || 1;
  const forest: CustomSeriesOption = {
    type: 'custom',
    data: rows.map((_, index) => [0, index]),
    encode: { x: 0, y: 1 },
    renderItem: (params, api) => {
      const row = rows[params.dataIndex];
      return {
        type: 'group',
        children: row === undefined ? [] : lineShapes(api, params.dataIndex, row),
      };
    },
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: palette.textFaint, type: 'solid', width: 1 },
      data: [{ xAxis: 0 }],
    },
    ...(minimum === null
      ? {}
      : {
          markArea: {
            silent: true,
            itemStyle: { color: palette.lineSoft, opacity: 0.7 },
            data: [[{ xAxis: -minimum }, { xAxis: minimum }]],
          },
        }),
  };
  return {
    animation: false,
    grid: { left: 8, right: 20, top: 8, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      // both sides alike, so that the eye is not drawn to one of them
      min: -reach,
      max: reach,
      axisLabel: {
        ...text,
        showMinLabel: false,
        showMaxLabel: false,
        hideOverlap: true,
        formatter: look.numberText,
      },
      splitLine: { lineStyle: { color: palette.lineSoft } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLabel: { ...text, color: palette.text, width: NAME_WIDTH_MAX, overflow: 'truncate' },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [forest],
  };
}
