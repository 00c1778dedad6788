import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis, Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import { EffectText } from './EffectText.tsx';
import { effectLine, scaleOf } from './effectScale.ts';
import { moneyDigits } from './figureFormat.ts';
import { Part } from './Part.tsx';
import { againstReference } from './reading.ts';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

type Money = NonNullable<Analysis['money']>;
type ArmMoney = Money['arms'][number];
type Interval = ArmMoney['worth'];
type Incremental = Analysis['incremental'][number];

const end = { align: 'right' as const, className: 'tl-number' };

/** The sixth part: what the effect earns and costs. */
export function MoneyPart({ primary }: { primary: MetricResult }) {
  const { t } = useTranslation('outcome');
  const { analysis } = useSplitView();
  const { money, incremental } = analysis;
  return (
    <Part number={6} title={t('money.title')} about={money && t('money.about')}>
      <IncrementalTable increments={incremental} isValue={primary.measure === 'value'} />
      <div>
        <h3>{t('money.earnsTitle')}</h3>
        {money === null ? <p className="tl-soft">{t('money.none')}</p> : <MoneyTable money={money} />}
      </div>
      {primary.measure === 'value' && <Capped metric={primary} />}
    </Part>
  );
}

/** An interval below its estimate. */
function Range({ interval, text }: { interval: Interval; text(value: number): string }) {
  const { t } = useTranslation('outcome');
  const { say } = useSplitView();
  if (interval === null) return <span className="tl-faint">{t('money.unnamed')}</span>;
  return interval.state === 'computed' ? (
    <>
      <strong>{text(interval.estimate)}</strong>
      <div className="tl-small tl-faint">
        {text(interval.lower)} … {text(interval.upper)}
      </div>
    </>
  ) : (
    <span className="tl-faint tl-words">{say.missing(interval)}</span>
  );
}

/** What the arms brought beyond the reference, whatever that is worth. */
function IncrementalTable({ increments, isValue }: { increments: Incremental[]; isValue: boolean }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say } = useSplitView();
  const columns: TableColumnsType<Incremental> = [
    { key: 'arm', title: t('money.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    {
      ...end,
      key: 'incremental',
      title: t('money.incremental'),
      render: (_, { conversions }) => <Range interval={conversions} text={say.whole} />,
    },
    ...(isValue
      ? [
          {
            ...end,
            key: 'value',
            title: t('money.incrementalValue'),
            render: (_: unknown, { value }: Incremental) => <Range interval={value} text={say.whole} />,
          },
        ]
      : []),
    {
      ...end,
      key: 'fraction',
      title: t(isValue ? 'money.fractionOfValue' : 'money.fraction'),
      render: (_, { attributableFraction }) => (
        <Range interval={attributableFraction} text={(share) => say.rate(share, 1)} />
      ),
    },
  ];
  return (
    <div>
      <h3>{t('money.incrementalTitle')}</h3>
      <p className="tl-hint">
        {t('money.incrementalAbout', { reference: nameOf(analysis.reference ?? '') })}
      </p>
      <WordedTable<Incremental>
        label={t('money.incrementalTitle')}
        rowKey="arm"
        columns={columns}
        dataSource={increments}
      />
    </div>
  );
}

function MoneyTable({ money }: { money: Money }) {
  const { t } = useTranslation('outcome');
  const { nameOf, say } = useSplitView();
  const amountOf = (intervals: readonly Interval[]) => {
    const digits = moneyDigits(
      intervals.flatMap((one) => (one?.state === 'computed' ? [one.estimate, one.lower, one.upper] : [])),
    );
    return (value: number) => say.money(value, money.currency, { isSigned: true, digits });
  };
  const worthText = amountOf(money.arms.map(({ worth }) => worth));
  const netText = amountOf(money.arms.map(({ net }) => net));
  const costDigits = moneyDigits(money.arms.map(({ cost }) => cost));
  const columns: TableColumnsType<ArmMoney> = [
    { key: 'arm', title: t('money.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    {
      ...end,
      key: 'worth',
      title: t('money.worth'),
      render: (_, { worth }) => <Range interval={worth} text={worthText} />,
    },
    {
      ...end,
      key: 'cost',
      title: t('money.cost'),
      render: (_, { cost }) => say.money(cost, money.currency, { digits: costDigits }),
    },
    {
      ...end,
      key: 'costPerIncremental',
      title: t('money.costPerIncremental'),
      render: (_, { costPerIncremental }) =>
        costPerIncremental === null ? (
          <span className="tl-faint">{t('money.noIncremental')}</span>
        ) : (
          say.money(costPerIncremental, money.currency)
        ),
    },
    {
      ...end,
      key: 'net',
      title: t('money.net'),
      render: (_, { net }) => <Range interval={net} text={netText} />,
    },
  ];
  return (
    <WordedTable<ArmMoney> label={t('money.title')} rowKey="arm" columns={columns} dataSource={money.arms} />
  );
}

/** A mean of values can be made by a few customers: the plan's cap, the result without it, the concentration. */
function Capped({ metric }: { metric: MetricResult }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say, format } = useSplitView();
  const { cap } = analysis.plan.primary;
  const scale = scaleOf('absolute', metric, analysis);
  if (scale === null) return null;
  const text = (comparison: Comparison | undefined) => {
    const line = comparison && effectLine(comparison, scale);
    return line ? <EffectText line={line} scale={scale} hasUnit /> : '–';
  };
  const columns: TableColumnsType<Comparison> = [
    { key: 'arm', title: t('money.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    { key: 'capped', title: t('money.withCap'), className: 'tl-number', render: (_, row) => text(row) },
    {
      key: 'raw',
      title: t('money.withoutCap'),
      className: 'tl-number',
      render: (_, { arm }) => text(metric.uncapped.find((candidate) => candidate.arm === arm)),
    },
  ];
  return (
    <div>
      <h3>{t('money.capped')}</h3>
      <p className="tl-hint">
        {cap === undefined ? t('money.uncappedAbout') : t('money.cappedAbout', { cap: format.number(cap) })}{' '}
        {metric.topShare !== null && t('money.top', { share: say.rate(metric.topShare, 1) })}
      </p>
      {metric.uncapped.length > 0 && (
        <Table<Comparison>
          aria-label={t('money.capped')}
          size="small"
          rowKey="arm"
          columns={columns}
          dataSource={againstReference(metric, analysis)}
          pagination={false}
        />
      )}
    </div>
  );
}
