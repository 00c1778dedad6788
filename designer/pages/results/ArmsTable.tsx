import { type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MetricResult } from '../../../shared/experiment/analysis.ts';
import { digitsFor, rateDigits } from './figureFormat.ts';
import { LevelBar } from './LevelBar.tsx';
import { useSplitView } from './splitView.ts';
import { useLevelWords } from './useLevelWords.ts';
import { WordedTable } from './WordedTable.tsx';

type ArmFigures = MetricResult['arms'][number];

const end = { align: 'right' as const, className: 'tl-number' };

/** Each arm's customers, conversions, and its rate or mean with the interval drawn to one scale. */
export function ArmsTable({ metric }: { metric: MetricResult }) {
  const { t } = useTranslation('effect');
  const { analysis, format, say } = useSplitView();
  const armOf = (id: string) => analysis.arms.find((arm) => arm.id === id);
  const { t: households } = useTranslation('households');
  const units = metric.basis === 'soFar' ? 'unitsSoFar' : 'units';
  const word = analysis.unit
    ? households
    : (key: 'exposed' | `exposedHint` | typeof units | `${typeof units}Hint`) => t(`arms.${key}`);
  const customers: TableColumnsType<ArmFigures> = analysis.unit
    ? [
        {
          ...end,
          key: 'customers',
          title: households('customers'),
          width: 80,
          render: (_, row) => format.number(row.customers ?? 0),
        },
      ]
    : [];
  const columns: TableColumnsType<ArmFigures> = [
    {
      key: 'arm',
      title: t('arms.arm'),
      className: 'tl-arm-cell',
      render: (_, { arm }) => (
        <>
          <strong>{armOf(arm)?.name ?? arm}</strong>
          <div className="tl-small tl-faint">
            {say.roundShare((armOf(arm)?.sharePercent ?? 0) / 100)}
            {armOf(arm)?.control && ` · ${t('arms.control')}`}
            {armOf(arm)?.isRemoved && ` · ${t('arms.removed')}`}
          </div>
        </>
      ),
    },
    {
      ...end,
      key: 'exposed',
      title: <Tooltip title={word('exposedHint')}>{word('exposed')}</Tooltip>,
      width: 80,
      render: (_, { arm }) => format.number(armOf(arm)?.exposed ?? 0),
    },
    {
      ...end,
      key: 'units',
      title: <Tooltip title={word(`${units}Hint`)}>{word(units)}</Tooltip>,
      width: 80,
      render: (_, row) => format.number(row.units),
    },
    ...customers,
    {
      ...end,
      key: 'conversions',
      title: t('arms.conversions'),
      width: 80,
      render: (_, { conversions }) => format.number(conversions),
    },
    ...useRateColumns(metric),
    { key: 'readOut', title: t('arms.readout'), children: useReadOutColumns(metric) },
  ];
  return (
    <WordedTable<ArmFigures>
      label={t('arms.title')}
      rowKey="arm"
      columns={columns}
      dataSource={metric.arms}
    />
  );
}

function useRateColumns(metric: MetricResult): TableColumnsType<ArmFigures> {
  const { t } = useTranslation('effect');
  const { say } = useSplitView();
  const levelWords = useLevelWords();
  const isRate = metric.measure === 'conversion';
  const intervals = metric.arms.map(({ rate, mean }) => (isRate ? rate : mean));
  const ends = intervals.flatMap((interval) =>
    interval?.state === 'computed' ? [interval.lower, interval.upper] : [],
  );
  const digits = isRate ? rateDigits(ends) : digitsFor(ends);
  const margin = (Math.max(...ends) - Math.min(...ends)) / 10;
  const reach = { lower: Math.min(...ends) - margin, upper: Math.max(...ends) + margin };
  return [
    {
      ...end,
      key: 'rate',
      title: t(isRate ? 'arms.rate' : 'arms.mean'),
      width: 80,
      render: (_, { rate, mean }) => {
        const level = isRate ? rate : mean;
        if (level === null) return '–';
        return level.state === 'computed' ? (
          <strong>{levelWords(level.estimate, isRate, digits)}</strong>
        ) : (
          <span className="tl-faint">{say.missing(level)}</span>
        );
      },
    },
    {
      key: 'interval',
      title: t('arms.interval', { level: say.roundShare(0.95) }),
      width: 200,
      render: (_, { rate, mean }) => {
        const level = isRate ? rate : mean;
        return level?.state === 'computed' ? (
          <LevelBar
            level={level}
            reach={reach}
            words={`${levelWords(level.lower, isRate, digits)} – ${levelWords(level.upper, isRate, digits)}`}
          />
        ) : (
          <span className="tl-faint">{t('arms.none')}</span>
        );
      },
    },
  ];
}

/** Chance to be best and expected loss: read-outs, said to be such. */
function useReadOutColumns(metric: MetricResult): TableColumnsType<ArmFigures> {
  const { t } = useTranslation('effect');
  const { analysis, say } = useSplitView();
  const isRate = metric.measure === 'conversion';
  const currency = analysis.plan.worth?.currency;
  const head = (name: 'chance' | 'loss') => (
    <Tooltip title={t(`arms.${name}Hint`)}>{t(`arms.${name}`)}</Tooltip>
  );
  return [
    {
      ...end,
      key: 'chance',
      title: head('chance'),
      width: 110,
      render: (_, { chanceBest }) => (chanceBest === null ? '–' : say.chance(chanceBest)),
    },
    {
      ...end,
      key: 'loss',
      title: head('loss'),
      width: 130,
      render: (_, { expectedLoss, expectedLossMoney }) =>
        expectedLoss === null ? (
          '–'
        ) : (
          <>
            {isRate ? t('arms.lossRate', { value: say.loss(100 * expectedLoss) }) : say.loss(expectedLoss)}
            {expectedLossMoney !== null && currency !== undefined && (
              <div className="tl-small tl-faint">
                {t('arms.lossMoney', { money: say.lossMoney(expectedLossMoney, currency) })}
              </div>
            )}
          </>
        ),
    },
  ];
}
