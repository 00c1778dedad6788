import { CustomChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { palettes } from '../../palette.ts';
import { usePreferences } from '../../preferences.ts';
import { forestOption } from './forestOption.ts';
import type { Comparison } from './reading.ts';

use([CustomChart, GridComponent, AriaComponent, SVGRenderer]);

const ROW_HEIGHT = 34;
const AXIS_HEIGHT = 46;

interface ForestPlotProps {
  comparisons: Comparison[];
  nameOf: (arm: string) => string;
}

/** Differences as points with their intervals, a line at no difference. */
export function ForestPlot({ comparisons, nameOf }: ForestPlotProps) {
  const { t } = useTranslation('results');
  const scheme = usePreferences((state) => state.scheme);
  const box = useRef<HTMLDivElement>(null);
  const description = t('difference.plot');
  const option = useMemo(() => {
    const rows = comparisons.flatMap(({ arm, difference }) =>
      difference === null ? [] : [{ name: nameOf(arm), ...difference }],
    );
    return forestOption(rows, palettes[scheme], description);
  }, [comparisons, nameOf, scheme, description]);

  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption(option);
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option]);

  return (
    <figure className="tl-plot">
      <div ref={box} style={{ height: AXIS_HEIGHT + comparisons.length * ROW_HEIGHT }} />
      <figcaption className="tl-hint">{description}</figcaption>
    </figure>
  );
}
