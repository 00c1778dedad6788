import { Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SplitResult } from '../../../shared/api/results.ts';
import { useFormat } from '../../format/useFormat.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';

type Arm = SplitResult['arms'][number];

/** Each arm's customers and conversions, the rate with its interval drawn to one scale. */
export function ArmsTable({ arms }: { arms: Arm[] }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  // one scale for all arms, from 0 to the highest end of an interval
  const scaleEnd = Math.max(...arms.map(({ rate }) => rate?.high ?? 0), 0.0001);
  const count = (key: 'exposed' | 'mature' | 'convertedSoFar' | 'converted', hint: string) => ({
    key,
    title: <Tooltip title={hint}>{t(`arms.${key}`)}</Tooltip>,
    align: 'right' as const,
    className: 'tl-number',
    width: 88,
    render: (_: unknown, arm: Arm) => format.number(arm[key]),
  });
  const columns: TableColumnsType<Arm> = [
    {
      key: 'arm',
      title: t('arms.arm'),
      render: (_, { name, control }) => (
        <>
          <strong>{name}</strong> {control && <span className="tl-chip">{t('arms.control')}</span>}
        </>
      ),
    },
    {
      key: 'share',
      title: t('arms.share'),
      align: 'right',
      className: 'tl-number',
      width: 76,
      render: (_, { sharePercent }) => `${format.number(sharePercent)} %`,
    },
    count('exposed', t('arms.exposedHint')),
    count('convertedSoFar', t('arms.convertedSoFarHint')),
    count('mature', t('arms.matureHint')),
    count('converted', t('arms.convertedHint')),
    {
      key: 'rate',
      title: t('arms.rate'),
      align: 'right',
      className: 'tl-number',
      width: 76,
      render: (_, { rate }) => (rate === null ? '–' : <strong>{format.percent(rate.value, 2)}</strong>),
    },
    {
      key: 'interval',
      title: t('arms.interval'),
      width: 240,
      render: (_, { rate }) =>
        rate === null ? (
          <span className="tl-faint">{t('arms.none')}</span>
        ) : (
          <span className="tl-row">
            <span className="tl-interval-words tl-tabular tl-nowrap">
              {format.percent(rate.low, 2)} – {format.percent(rate.high, 2)}
            </span>
            <span className="tl-interval" aria-hidden>
              <span
                style={{
                  left: `${(100 * rate.low) / scaleEnd}%`,
                  width: `${(100 * (rate.high - rate.low)) / scaleEnd}%`,
                }}
              />
              <i style={{ left: `${(100 * rate.value) / scaleEnd}%` }} />
            </span>
          </span>
        ),
    },
  ];
  return (
    <ScrollBox label={t('arms.title')}>
      <Table<Arm>
        aria-label={t('arms.title')}
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={arms}
        pagination={false}
      />
    </ScrollBox>
  );
}
