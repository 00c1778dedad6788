import { Alert, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { EffectText } from './EffectText.tsx';
import { lineOf, numbersOf, type Scale } from './effectScale.ts';
import { figureDigits } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';

type Interval = Comparison['alwaysValid'];

/** The covariate-adjusted effect beside the raw one, and whether they agree. */
export function AdjustedTable({
  comparisons,
  scale,
}: {
  comparisons: Comparison[];
  scale: Scale | undefined;
}) {
  const { t } = useTranslation('effect');
  const { analysis, say, nameOf } = useSplitView();
  const rows = comparisons.flatMap(({ arm, adjusted }) => (adjusted === null ? [] : [{ arm, ...adjusted }]));
  if (rows.length === 0 || scale === undefined) return null;
  const lines = rows.flatMap(({ raw, difference }) => [lineOf(raw, scale), lineOf(difference, scale)]);
  const digits = figureDigits(numbersOf(lines), scale.currency);
  const text = (interval: Interval) =>
    interval.state === 'computed' ? (
      <EffectText line={lineOf(interval, scale)} scale={scale} digits={digits} />
    ) : (
      <span className="tl-faint tl-words">{say.missing(interval)}</span>
    );
  const columns: TableColumnsType<(typeof rows)[number]> = [
    { key: 'arm', title: t('difference.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    {
      key: 'raw',
      title: t(`adjusted.raw.${analysis.horizon}`),
      className: 'tl-number',
      render: (_, { raw }) => text(raw),
    },
    {
      key: 'adjusted',
      title: t(`adjusted.adjusted.${analysis.horizon}`),
      className: 'tl-number',
      render: (_, { difference }) => text(difference),
    },
    {
      key: 'reduction',
      title: t('adjusted.reduction'),
      align: 'right',
      className: 'tl-number',
      render: (_, { varianceReduction }) => say.rate(varianceReduction, 1),
    },
  ];
  const title = t('adjusted.title', { covariate: analysis.plan.covariate ?? '' });
  const isTurned = rows.some(({ changesSign }) => changesSign);
  const isOther = rows.some(({ changesDecision }) => changesDecision);
  return (
    <div>
      <h3>{title}</h3>
      <p className="tl-hint">
        {t('adjusted.about')} {!isTurned && !isOther && t('adjusted.agrees')}
      </p>
      {isTurned && <Alert type="warning" showIcon title={t('adjusted.sign')} />}
      {isOther && !isTurned && <Alert type="warning" showIcon title={t('adjusted.decision')} />}
      <ScrollBox label={title}>
        <Table
          aria-label={title}
          size="small"
          rowKey="arm"
          columns={columns}
          dataSource={rows}
          pagination={false}
        />
      </ScrollBox>
    </div>
  );
}
