import type { EChartsCoreOption } from 'echarts/core';
import type { ChartText } from '../../charts/chartText.ts';
import type { Palette } from '../../palette.ts';

export interface Curve {
  name: string;
  untilDay: number | null;
  points: readonly { day: number; converted: number }[];
}

/** Nobody at the exposure; the last share until nobody is left who could convert. */
export function stepsOf({ points, untilDay }: Curve): [day: number, converted: number][] {
  if (untilDay === null) return [];
  const steps = points.map(({ day, converted }): [number, number] => [day, converted]);
  if (steps[0]?.[0] !== 0) steps.unshift([0, 0]);
  const [lastDay, last] = steps.at(-1) ?? [0, 0];
  return lastDay < untilDay ? [...steps, [untilDay, last]] : steps;
}

interface CurvesLook {
  palette: Palette;
  text: ChartText;
  /** name of the axis of days */
  axisName: string;
  shareText(share: number): string;
  /** of the axis' round numbers */
  axisText(share: number): string;
}

/** Lines are told apart also without hue. */
const dashes = ['solid', 'dashed', 'dotted', [10, 3, 2, 3], [3, 6], [14, 4]] as const;

/** Steps of the share converted by each day. */
export function curvesOption(curves: readonly Curve[], look: CurvesLook): EChartsCoreOption {
  const { palette, text } = look;
  const colourOf = (index: number) => palette.series[index % palette.series.length] ?? palette.accent;
  return {
    animation: false,
    grid: { left: 8, right: 20, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    legend: {
      // one line, however many arms: a second one would lie on the curves
      type: 'scroll',
      pageTextStyle: text,
      top: 0,
      left: 0,
      bottom: 'auto',
      textStyle: { ...text, color: palette.text },
      itemWidth: 28,
      itemStyle: { opacity: 0 },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.text },
      formatter: (items: { axisValue: number; seriesName: string; value: [number, number] }[]) =>
        [
          `${look.axisName}: ${items[0]?.axisValue ?? ''}`,
          ...items.map(({ seriesName, value }) => `${seriesName}: ${look.shareText(value[1])}`),
        ].join('\n'),
    },
    xAxis: {
      type: 'value',
      name: look.axisName,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: text,
      minInterval: 1,
      max: 'dataMax',
      axisLabel: text,
      axisLine: { lineStyle: { color: palette.line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { ...text, formatter: look.axisText },
      splitLine: { lineStyle: { color: palette.lineSoft } },
    },
    series: curves.map((curve, index) => ({
      type: 'line',
      name: curve.name,
      symbol: 'none',
      step: 'end',
      data: stepsOf(curve),
      lineStyle: { color: colourOf(index), width: 2, type: dashes[index % dashes.length] ?? 'solid' },
      itemStyle: { color: colourOf(index) },
    })),
  };
}
