import { Alert, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis, MetricResult } from '../../../shared/experiment/analysis.ts';
import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { EffectText } from './EffectText.tsx';
import { lineOf, numbersOf, type Scale, scaleOf } from './effectScale.ts';
import { figureDigits, pText } from './figureFormat.ts';
import { barEnd, IntervalBar } from './IntervalBar.tsx';
import { Part } from './Part.tsx';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

type Stratum = Analysis['strata']['rows'][number];
type Combined = Analysis['strata']['combined'][number];
type Interval = Combined['stratified'];

/** The arms a stratum is about: an arm added later, or taken away before, has neither share nor customers in it. */
function armsIn({ arms, shares }: Stratum, reference: string | null): string[] {
  return arms.flatMap(({ arm, units }) =>
    units > 0 || (shares[arm] ?? 0) > 0 || arm === reference ? arm : [],
  );
}

/** What is pooled and what is stratified are held against each other. */
function combinedDigits(combined: readonly Combined[], scale: Scale): number {
  const numbers = combined.flatMap(({ stratified, mantelHaenszel, pooledDifference }) => [
    ...numbersOf([stratified, mantelHaenszel].flatMap((one) => (one === null ? [] : [lineOf(one, scale)]))),
    (pooledDifference ?? 0) * scale.factor,
  ]);
  return figureDigits(numbers, scale.currency);
}

/** The eighth part: the effect within each epoch and version, and how they combine. */
export function StrataPart({ primary }: { primary: MetricResult }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say } = useSplitView();
  const { rows, combined } = analysis.strata;
  const scale = scaleOf('absolute', primary, analysis);
  if (scale === null) return null;
  const digits = combinedDigits(combined, scale);
  const said = (interval: Interval) =>
    interval.state === 'computed' ? say.effect(interval.estimate * scale.factor, scale, digits) : '–';
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
              pooled:
                pooledDifference === null ? '–' : say.effect(pooledDifference * scale.factor, scale, digits),
              stratified: said(stratified),
            })}
          />
        ))}
      <RemovedArmLines />
      <StrataTable rows={rows} scale={scale} />
      {rows.length > 1 && <CombinedTable combined={combined} scale={scale} />}
    </Part>
  );
}

/** What becomes of the customers of arms that a version took away. */
function RemovedArmLines() {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf } = useSplitView();
  return analysis.arms.map(({ id, removal }) => {
    if (!removal) return null;
    const { version, into } = removal;
    const arm = nameOf(id);
    return (
      <p key={id} className="tl-small tl-soft">
        {into === null
          ? t('strata.removedRedraw', { version, arm })
          : t('strata.removedInto', { version, arm, into: nameOf(into) })}
      </p>
    );
  });
}

interface Row {
  key: string;
  stratum: Stratum;
  /** lines of the same stratum under the first of them; 0 for the others */
  span: number;
  arm: string;
  difference: Interval | null;
}

function StrataTable({ rows: strata, scale }: { rows: Stratum[]; scale: Scale }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, format, say } = useSplitView();
  const rows = strata.flatMap((stratum) => {
    const ids = armsIn(stratum, analysis.reference);
    return ids.map(
      (id, index): Row => ({
        key: `${stratum.epoch} ${stratum.version} ${id}`,
        stratum,
        span: index === 0 ? ids.length : 0,
        arm: id,
        difference: stratum.differences.find(({ arm }) => arm === id)?.difference ?? null,
      }),
    );
  });
  const columns: TableColumnsType<Row> = [
    {
      key: 'epoch',
      title: t('strata.epoch'),
      width: 210,
      onCell: ({ span }) => ({ rowSpan: span }),
      render: (_, { stratum: { epoch, version, from } }) => (
        <>
          <strong>
            {epoch === IMPORTED_EPOCH ? t('strata.imported') : t('strata.name', { epoch, version })}
          </strong>
          <div className="tl-small tl-faint">{t('strata.since', { time: format.dateTime(from) })}</div>
        </>
      ),
    },
    { key: 'arm', title: t('goals.arm'), render: (_, { arm }) => nameOf(arm) },
    {
      key: 'share',
      title: t('strata.shares'),
      align: 'right',
      className: 'tl-number',
      render: (_, { stratum, arm }) => say.roundShare((stratum.shares[arm] ?? 0) / 100),
    },
    {
      key: 'counts',
      title: t('strata.converted'),
      align: 'right',
      className: 'tl-number tl-soft',
      render: (_, { stratum, arm }) => {
        const counts = stratum.arms.find((candidate) => candidate.arm === arm);
        return counts
          ? t('strata.counts', {
              conversions: format.number(counts.conversions),
              units: format.number(counts.customers ?? counts.units),
            })
          : '–';
      },
    },
    ...useDifferenceColumns(rows, scale),
  ];
  return <WordedTable<Row> label={t('strata.title')} rowKey="key" columns={columns} dataSource={rows} />;
}

function useDifferenceColumns(rows: readonly Row[], scale: Scale): TableColumnsType<Row> {
  const { t } = useTranslation('outcome');
  const { analysis, say } = useSplitView();
  const lines = rows.flatMap(({ difference }) => (difference === null ? [] : [lineOf(difference, scale)]));
  const digits = figureDigits(numbersOf(lines), scale.currency);
  return [
    {
      key: 'effect',
      title: t(`strata.effect.${analysis.horizon}`),
      align: 'right',
      className: 'tl-number',
      render: (_, { difference }) => {
        if (difference === null) return <span className="tl-faint">{t('strata.reference')}</span>;
        if (difference.state !== 'computed') {
          return <span className="tl-faint tl-words">{say.missing(difference)}</span>;
        }
        return <EffectText line={lineOf(difference, scale)} scale={scale} digits={digits} />;
      },
    },
    {
      key: 'bar',
      width: 180,
      title: <span className="tl-hidden-text">{t(`strata.effect.${analysis.horizon}`)}</span>,
      render: (_, { difference }) =>
        difference !== null && <IntervalBar line={lineOf(difference, scale)} end={barEnd(lines)} />,
    },
  ];
}

function CombinedTable({ combined, scale }: { combined: Combined[]; scale: Scale }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say, format } = useSplitView();
  const end = { align: 'right' as const, className: 'tl-number' };
  const title = t(`strata.combined.${analysis.horizon}`);
  const digits = combinedDigits(combined, scale);
  const text = (interval: Interval | null) => {
    if (interval === null) return '–';
    return interval.state === 'computed' ? (
      <EffectText line={lineOf(interval, scale)} scale={scale} digits={digits} />
    ) : (
      <span className="tl-faint tl-words">{say.missing(interval)}</span>
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
        pooledDifference === null ? '–' : say.bare(pooledDifference * scale.factor, scale, digits),
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
      <h3>{title}</h3>
      <ScrollBox label={title}>
        <Table<Combined>
          aria-label={title}
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
