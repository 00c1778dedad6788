import { BarChartOutlined, TableOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartProps } from './Chart.tsx';
import './charts.css';

// the charts' library is the heaviest part of a page: it comes after the words and numbers
const Chart = lazy(() => import('./Chart.tsx').then((module) => ({ default: module.Chart })));

interface ChartFigureProps extends ChartProps {
  title: ReactNode;
  /** said below the picture: how to read it */
  caption?: ReactNode;
  /** choices that change what is drawn */
  controls?: ReactNode;
  /** the same figures in numbers */
  table: ReactNode;
  /** both are shown, instead of one or the other */
  isTableBelow?: boolean;
}

type View = 'chart' | 'table';

/** A chart with its table: whoever cannot read the one reads the other. */
export function ChartFigure({
  title,
  caption,
  controls,
  table,
  isTableBelow = false,
  ...chart
}: ChartFigureProps) {
  const { t } = useTranslation('charts');
  const [view, setView] = useState<View>('chart');
  return (
    <figure className="tl-figure-box">
      <div className="tl-figure-head">
        <h3 className="tl-grow">{title}</h3>
        {controls}
        {!isTableBelow && (
          <Segmented<View>
            size="small"
            className="tl-no-print"
            aria-label={t('view', { title: chart.label })}
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: t('chart'), icon: <BarChartOutlined aria-hidden /> },
              { value: 'table', label: t('table'), icon: <TableOutlined aria-hidden /> },
            ]}
          />
        )}
      </div>
      {view === 'chart' && (
        <Suspense fallback={<div style={{ height: chart.height }} aria-busy="true" />}>
          <Chart {...chart} />
        </Suspense>
      )}
      {(view === 'table' || isTableBelow) && table}
      {caption && <figcaption className="tl-hint">{caption}</figcaption>}
    </figure>
  );
}
