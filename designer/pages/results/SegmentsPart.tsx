import { Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis, MetricResult } from '../../../shared/experiment/analysis.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { lineOf, numbersOf, type Scale, scaleOf } from './effectScale.ts';
import { figureDigits, pText } from './figureFormat.ts';
import { barEnd, IntervalBar } from './IntervalBar.tsx';
import { OverlapTables } from './OverlapTables.tsx';
import { Part } from './Part.tsx';
import { useSplitView } from './splitView.ts';

type Segment = Analysis['segments'][number];
type SegmentValue = Segment['values'][number];
type Interval = SegmentValue['comparisons'][number]['difference'];

/** The seventh part: where it works, and whether that is more than noise. */
export function SegmentsPart({ primary }: { primary: MetricResult }) {
  const { t } = useTranslation('outcome');
  const { analysis } = useSplitView();
  const scale = scaleOf('absolute', primary, analysis);
  return (
    <Part number={7} title={t('segments.title')}>
      {analysis.segments.length === 0 || scale === null ? (
        <p className="tl-soft">{t('segments.none')}</p>
      ) : (
        analysis.segments.map((segment) => (
          <SegmentTable key={segment.attribute} segment={segment} scale={scale} />
        ))
      )}
      {scale !== null && <OverlapTables scale={scale} />}
    </Part>
  );
}

interface Row {
  key: string;
  /** lines of the same value under the first of them; 0 for the others */
  span: number;
  value: SegmentValue;
  arm: string;
  difference: Interval;
  shrunken: number | null;
  adjustedPValue: number | null;
}

function SegmentTable({ segment, scale }: { segment: Segment; scale: Scale }) {
  const { t } = useTranslation('outcome');
  const { analysis, say } = useSplitView();
  const { attribute, heterogeneity, differ, values } = segment;
  const rows = values.flatMap((value) =>
    value.comparisons.map(
      (comparison, index): Row => ({
        key: `${value.value} ${comparison.arm}`,
        span: index === 0 ? value.comparisons.length : 0,
        value,
        ...comparison,
      }),
    ),
  );
  const key = heterogeneity === null ? 'unknown' : differ ? 'differ' : 'same';
  return (
    <div>
      <h3>
        <code>{attribute}</code>
      </h3>
      <p className={differ ? 'tl-flag' : 'tl-soft'}>
        {t(`segments.${key}`, {
          q: heterogeneity
            ? t('segments.q', { value: heterogeneity.q.toFixed(2), p: say.p(heterogeneity.pValue) })
            : '',
          p: say.p(heterogeneity?.adjustedPValue ?? null),
        })}
      </p>
      <ScrollBox label={attribute}>
        <Table<Row>
          aria-label={attribute}
          className="tl-worded-table"
          size="small"
          rowKey="key"
          columns={[...useSegmentColumns(analysis.arms.length > 2), ...useEffectColumns(rows, scale)]}
          dataSource={rows}
          pagination={false}
        />
      </ScrollBox>
    </div>
  );
}

function useSegmentColumns(hasManyArms: boolean): TableColumnsType<Row> {
  const { t } = useTranslation('outcome');
  const { nameOf, analysis, format } = useSplitView();
  const other = analysis.arms.find(({ id }) => id !== analysis.reference);
  const treated = hasManyArms || !other ? t('segments.ofArm') : other.name;
  return [
    {
      key: 'value',
      title: t('segments.value'),
      className: 'tl-nowrap',
      onCell: ({ span }) => ({ rowSpan: span }),
      render: (_, { value }) =>
        value.value === null ? (
          <span className="tl-faint">{t('segments.missing')}</span>
        ) : (
          <strong>{value.value}</strong>
        ),
    },
    ...(hasManyArms
      ? [
          {
            key: 'arm',
            title: t('goals.arm'),
            className: 'tl-arm-cell',
            render: (_: unknown, { arm }: Row) => nameOf(arm),
          },
        ]
      : []),
    ...[0, 1].map((index) => ({
      key: `counts${index}`,
      title: index === 0 ? treated : nameOf(analysis.reference ?? ''),
      align: 'right' as const,
      className: 'tl-number tl-soft',
      render: (_: unknown, { value, arm }: Row) => {
        const wanted = index === 0 ? arm : analysis.reference;
        const counts = value.arms.find((candidate) => candidate.arm === wanted);
        if (counts && counts.mean !== null) {
          return t('segments.mean', {
            mean: format.number(Number(counts.mean.toPrecision(4))),
            units: format.number(counts.customers ?? counts.units),
          });
        }
        return counts
          ? t('segments.counts', {
              conversions: format.number(counts.conversions),
              units: format.number(counts.customers ?? counts.units),
            })
          : '–';
      },
    })),
  ];
}

function useEffectColumns(rows: readonly Row[], scale: Scale): TableColumnsType<Row> {
  const { t } = useTranslation('outcome');
  const { analysis, say } = useSplitView();
  const interval = t(`segments.interval.${analysis.horizon}`);
  const lines = rows.map(({ difference }) => lineOf(difference, scale));
  const digits = figureDigits(numbersOf(lines), scale.currency);
  const end = { align: 'right' as const, className: 'tl-number' };
  return [
    {
      ...end,
      key: 'effect',
      title: t('segments.effect'),
      // why there is none takes the room of both
      onCell: ({ difference }) => ({ colSpan: difference.state === 'computed' ? 1 : 2 }),
      render: (_, { difference }) =>
        difference.state === 'computed' ? (
          say.bare(difference.estimate * scale.factor, scale, digits)
        ) : (
          <span className="tl-faint tl-words">{say.missing(difference)}</span>
        ),
    },
    {
      ...end,
      key: 'interval',
      title: interval,
      onCell: ({ difference }) => ({ colSpan: difference.state === 'computed' ? 1 : 0 }),
      render: (_, { difference }) => {
        const { outer } = lineOf(difference, scale);
        return outer === null ? '–' : say.range(outer, scale, digits);
      },
    },
    {
      key: 'bar',
      width: 150,
      title: <span className="tl-hidden-text">{interval}</span>,
      render: (_, { difference }) => <IntervalBar line={lineOf(difference, scale)} end={barEnd(lines)} />,
    },
    {
      ...end,
      key: 'shrunken',
      title: <Tooltip title={t('segments.shrunkenHint')}>{t('segments.shrunken')}</Tooltip>,
      render: (_, { shrunken }) =>
        shrunken === null ? '–' : say.bare(shrunken * scale.factor, scale, digits),
    },
    {
      ...end,
      key: 'p',
      title: t('segments.adjustedP'),
      render: (_, { adjustedPValue }) => (adjustedPValue === null ? '–' : pText(adjustedPValue)),
    },
  ];
}
