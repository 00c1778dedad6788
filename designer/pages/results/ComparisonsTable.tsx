import { type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { effectLine, numbersOf, type Range, type Scale } from './effectScale.ts';
import { figureDigits, pText } from './figureFormat.ts';
import { ReadingTag } from './ReadingTag.tsx';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

interface ComparisonsTableProps {
  label: string;
  comparisons: Comparison[];
  scale: Scale;
}

const end = { align: 'right' as const, className: 'tl-number' };

/** The numbers of the forest plot: effects with both intervals, p-values, what they come to. */
export function ComparisonsTable({ label, comparisons, scale }: ComparisonsTableProps) {
  const { t } = useTranslation('effect');
  const { say, nameOf } = useSplitView();
  const digits = figureDigits(
    numbersOf(comparisons.map((comparison) => effectLine(comparison, scale))),
    scale.currency,
  );
  const isPlannedLook = comparisons.some(({ fixed }) => fixed !== null);
  const rangeColumn = (key: 'alwaysValid' | 'fixed', rangeOf: (comparison: Comparison) => Range | null) => ({
    ...end,
    key,
    title: <Tooltip title={t(`difference.${key}Hint`)}>{t(`difference.${key}`)}</Tooltip>,
    render: (_: unknown, comparison: Comparison) => {
      const range = rangeOf(comparison);
      const { alwaysValid, alwaysValidLift, fixed } = comparison;
      const isLift = scale.id === 'lift';
      const always = isLift ? alwaysValidLift : alwaysValid;
      const interval = key === 'alwaysValid' ? always : isLift ? fixed?.lift : fixed?.test;
      return range === null ? (
        <span className="tl-faint tl-words">{interval ? say.missing(interval) : '–'}</span>
      ) : (
        say.range(range, scale, digits)
      );
    },
  });
  const columns: TableColumnsType<Comparison> = [
    { key: 'arm', title: t('difference.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    {
      ...end,
      key: 'estimate',
      title: t('difference.estimate'),
      render: (_, comparison) => {
        const { estimate } = effectLine(comparison, scale);
        return estimate === null ? '–' : <strong>{say.bare(estimate, scale, digits)}</strong>;
      },
    },
    rangeColumn('alwaysValid', (comparison) => effectLine(comparison, scale).outer),
    ...(isPlannedLook ? [rangeColumn('fixed', (comparison) => effectLine(comparison, scale).inner)] : []),
    usePColumn(comparisons.length > 1),
    {
      ...end,
      key: 'chance',
      title: (
        <Tooltip title={`${t('arms.readout')}. ${t('arms.chanceHint')}`}>{t('difference.chance')}</Tooltip>
      ),
      render: (_, { chanceToWin }) => (chanceToWin === null ? '–' : say.chance(chanceToWin)),
    },
    {
      key: 'reading',
      title: t('difference.reading'),
      render: (_, comparison) => <ReadingTag comparison={comparison} />,
    },
  ];
  return <WordedTable<Comparison> label={label} rowKey="arm" columns={columns} dataSource={comparisons} />;
}

/** @param isFamily several arms share one error level */
function usePColumn(isFamily: boolean): TableColumnsType<Comparison>[number] {
  const { t } = useTranslation('effect');
  return {
    ...end,
    key: 'p',
    title: <Tooltip title={t('difference.pHint')}>{t('difference.p')}</Tooltip>,
    render: (_, { alwaysValidPValue, fixed, adjustedPValue }) => (
      <>
        {alwaysValidPValue === null ? '–' : pText(alwaysValidPValue)}
        {fixed?.test.state === 'computed' && (
          <div className="tl-small tl-faint">{t('difference.pFixed', { p: pText(fixed.test.pValue) })}</div>
        )}
        {isFamily && adjustedPValue !== null && (
          <div className="tl-small tl-faint">
            {t('difference.pAdjusted', { method: t('difference.method.holm'), p: pText(adjustedPValue) })}
          </div>
        )}
      </>
    ),
  };
}
