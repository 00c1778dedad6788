import { CustomChart, LineChart, SankeyChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useLayoutEffect, useRef } from 'react';
import { useIsPrinting } from './printing.ts';

use([
  CustomChart,
  LineChart,
  SankeyChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export interface ChartProps {
  option: EChartsCoreOption;
  /** CSS pixels */
  height: number;
  /** what the picture shows, for those who do not see it */
  label: string;
}

/** CSS pixels between the margins of an upright A4 page */
const PAGE_WIDTH = 680;

/** A chart as wide as its place; made anew when its option changes, so that it always has the theme's colours. */
export function Chart({ option, height, label }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const isPrinting = useIsPrinting();
  useLayoutEffect(() => {
    if (!box.current) return;
    const width = isPrinting ? { width: PAGE_WIDTH } : {};
    const chart = init(box.current, null, { renderer: 'canvas', devicePixelRatio: 2, ...width });
    chart.setOption(option);
    if (isPrinting) return () => chart.dispose();
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, isPrinting]);
  return <div ref={box} className="tl-chart" role="img" aria-label={label} style={{ height }} />;
}
