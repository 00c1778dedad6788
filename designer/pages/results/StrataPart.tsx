import { Alert, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis, MetricResult } from '../../../shared/experiment/analysis.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { type Scale, scaleOf } from './effectScale.ts';
import { pText } from './figureFormat.ts';
import { barEnd, IntervalBar } from './IntervalBar.tsx';
import { Part } from './Part.tsx';
import { lineOf } from './SegmentsPart.tsx';
import { useSplitView } from './splitView.ts';

type Stratum = Analysis['strata']['rows'][number];
type Combined = Analysis['strata']['combined'][number];
type Interval = Combined['stratified'];

/** The eighth part: the effect within each epoch and version, and how they combine. */
export function StrataPart({ primary }: { primary: MetricResult }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say } = useSplitView();
  const { rows, combined } = analysis.strata;
  const scale = scaleOf('absolute', primary, analysis);
  if (scale === null) return null;
  const said = (interval: Interval) =>
    interval.state === 'computed' ? say.effect(interval.estimate * scale.factor, scale) : '–';
  return (
    <Part number={8} title={t('strata.title')} about={rows.length > 1 ? t('strata.about') : t('strata.one')}>
      {combined
        .filter(({ hasSimpsonWarning }) => hasSimpsonWarning)
        .map(({ arm, pooledDifference, stratified }) => (
          <Alert
            key={arm}
            type="warning"
            showIcon
            title={t('strata.simpson', {
              arm: nameOf(arm),
              pooled: pooledDifference === null ? '–' : say.effect(pooledDifference * scale.factor, scale),
              stratified: said(stratified),
            })}
          />
        ))}
      <StrataTable rows={rows} scale={scale} />
      {rows.length > 1 && <CombinedTable combined={combined} scale={scale} />}
    </Part>
  );
}

function StrataTable({ rows, scale }: { rows: Stratum[]; scale: Scale }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, format } = useSplitView();
  const columns: TableColumnsType<Stratum> = [
    {
      key: 'epoch',
      title: t('strata.epoch'),
      width: 190,
      render: (_, { epoch, version, from }) => (
        <>
          <strong>{t('strata.name', { epoch, version })}</strong>
          <div className="tl-small tl-faint">{t('strata.since', { time: format.dateTime(from) })}</div>
        </>
      ),
    },
    {
      key: 'shares',
      title: t('strata.shares'),
      className: 'tl-tabular',
      render: (_, { shares }) =>
        Object.entries(shares).map(([arm, share]) => (
          <div key={arm} className="tl-small">
            {nameOf(arm)} {format.number(share)} %
          </div>
        )),
    },
    ...analysis.arms.map(({ id, name }) => ({
      key: `counts ${id}`,
      title: name,
      align: 'right' as const,
      className: 'tl-number tl-soft',
      render: (_: unknown, { arms }: Stratum) => {
        const counts = arms.find(({ arm }) => arm === id);
        return counts
          ? t('strata.counts', {
              conversions: format.number(counts.conversions),
              units: format.number(counts.units),
            })
          : '–';
      },
    })),
    ...useDifferenceColumns(rows, scale),
  ];
  return (
    <ScrollBox label={t('strata.title')}>
      <Table<Stratum>
        aria-label={t('strata.title')}
        size="small"
        rowKey={({ epoch, version }) => `${epoch} ${version}`}
        columns={columns}
        dataSource={rows}
        pagination={false}
      />
    </ScrollBox>
  );
}

function useDifferenceColumns(rows: readonly Stratum[], scale: Scale): TableColumnsType<Stratum> {
  const { t } = useTranslation('outcome');
  const { nameOf, say } = useSplitView();
  const arms = [...new Set(rows.flatMap(({ differences }) => differences.map(({ arm }) => arm)))];
  const lines = rows.flatMap(({ differences }) =>
    differences.map(({ difference }) => lineOf(difference, scale)),
  );
  return arms.map((id) => ({
    key: `difference ${id}`,
    title: arms.length > 1 ? `${t('strata.effect')}: ${nameOf(id)}` : t('strata.effect'),
    className: 'tl-number',
    render: (_, { differences }) => {
      const interval = differences.find(({ arm }) => arm === id)?.difference;
      if (interval === undefined) return '–';
      if (interval.state !== 'computed') return <span className="tl-faint">{say.missing(interval)}</span>;
      const line = lineOf(interval, scale);
      return (
        <span className="tl-row">
          <span>
            <strong>{say.bare(interval.estimate * scale.factor, scale)}</strong>{' '}
            {line.outer && <span className="tl-faint">({say.range(line.outer, scale)})</span>}
          </span>
          <IntervalBar line={line} end={barEnd(lines)} />
        </span>
      );
    },
  }));
}

function CombinedTable({ combined, scale }: { combined: Combined[]; scale: Scale }) {
  const { t } = useTranslation('outcome');
  const { nameOf, say, format } = useSplitView();
  const end = { align: 'right' as const, className: 'tl-number' };
  const text = (interval: Interval | null) => {
    if (interval === null) return '–';
    const { outer } = lineOf(interval, scale);
    return interval.state !== 'computed' || outer === null ? (
      <span className="tl-faint">{say.missing(interval)}</span>
    ) : (
      <>
        <strong>{say.bare(interval.estimate * scale.factor, scale)}</strong>{' '}
        <span className="tl-faint">({say.range(outer, scale)})</span>
      </>
    );
  };
  const columns: TableColumnsType<Combined> = [
    { key: 'arm', title: t('goals.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    { ...end, key: 'stratified', title: t('strata.stratified'), render: (_, row) => text(row.stratified) },
    {
      ...end,
      key: 'mantelHaenszel',
      title: t('strata.mantelHaenszel'),
      render: (_, row) => text(row.mantelHaenszel),
    },
    {
      ...end,
      key: 'pooled',
      title: t('strata.pooled'),
      className: 'tl-number tl-faint',
      render: (_, { pooledDifference }) =>
        pooledDifference === null ? '–' : say.bare(pooledDifference * scale.factor, scale),
    },
    {
      ...end,
      key: 'q',
      title: t('strata.heterogeneity'),
      render: (_, { heterogeneityPValue }) =>
        heterogeneityPValue === null ? '–' : pText(heterogeneityPValue),
    },
    {
      ...end,
      key: 'dropped',
      title: t('strata.dropped'),
      render: (_, { droppedUnits }) => format.number(droppedUnits),
    },
  ];
  return (
    <div>
      <h3>{t('strata.combined')}</h3>
      <ScrollBox label={t('strata.combined')}>
        <Table<Combined>
          aria-label={t('strata.combined')}
          size="small"
          rowKey="arm"
          columns={columns}
          dataSource={combined}
          pagination={false}
        />
      </ScrollBox>
    </div>
  );
}
