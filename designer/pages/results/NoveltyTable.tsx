import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { EffectText } from './EffectText.tsx';
import { lineOf, RELATIVE_SCALE, type Scale } from './effectScale.ts';
import { pText } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

type Novelty = Analysis['overTime']['novelty'][number];

const end = { align: 'right' as const, className: 'tl-number' };

/** The effect of the first week, of the time after it, and of the last seven days. */
export function NoveltyTable({ rows, scale }: { rows: Novelty[]; scale: Scale }) {
  const { t } = useTranslation('effect');
  const { analysis, say, nameOf } = useSplitView();
  const scaleOfRow = ({ by }: Novelty) => (by === 'daySinceExposure' ? RELATIVE_SCALE : scale);
  const week = (key: 'firstWeek' | 'later') => ({
    ...end,
    key,
    title: t(`time.novelty.${key}`),
    render: (_: unknown, row: Novelty) => {
      const own = scaleOfRow(row);
      const line = lineOf(row[key], own);
      return line.estimate === null || line.outer === null ? (
        <span className="tl-faint tl-words">
          {row[key].state === 'notComputable' ? say.missing(row[key]) : '–'}
        </span>
      ) : (
        <EffectText line={line} scale={own} hasUnit />
      );
    },
  });
  const columns: TableColumnsType<Novelty> = [
    { key: 'arm', title: t('time.novelty.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    { key: 'by', title: t('time.novelty.of'), render: (_, { by }) => t(`time.novelty.row.${by}`) },
    week('firstWeek'),
    week('later'),
    {
      ...end,
      key: 'lastWeek',
      title: t('time.novelty.lastWeek'),
      render: (_, row) =>
        row.lastWeek === null ? '–' : say.effect(row.lastWeek * scaleOfRow(row).factor, scaleOfRow(row)),
    },
    {
      ...end,
      key: 'p',
      title: t('difference.p'),
      render: (_, { pValue }) => (pValue === null ? '–' : pText(pValue)),
    },
  ];
  return (
    <div>
      <h3>{t('time.novelty.title')}</h3>
      <p className="tl-hint">{t(`time.novelty.about.${analysis.horizon}`)}</p>
      <WordedTable<Novelty>
        label={t('time.novelty.title')}
        rowKey={({ arm, by }) => `${arm} ${by}`}
        columns={columns}
        dataSource={rows}
      />
    </div>
  );
}
