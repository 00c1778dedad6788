import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import { useDurationWords } from '../../format/useFormat.ts';
import { type EffectLine, effectLine, levelOf, numbersOf, type Scale, scaleOf } from './effectScale.ts';
import { figureDigits, pText } from './figureFormat.ts';
import { ReadingTag } from './ReadingTag.tsx';
import { againstReference } from './reading.ts';
import { useSplitView } from './splitView.ts';
import { useLevelWords } from './useLevelWords.ts';
import { WordedTable } from './WordedTable.tsx';

/** From here on a value is said without decimals. */
const VALUE_WHOLE_MIN = 100;

interface Row {
  key: string;
  metric: MetricResult;
  comparison: Comparison;
  scale: Scale;
}

interface SecondaryTableProps {
  metrics: MetricResult[];
  /** the event property a goal's value is taken from */
  properties: ReadonlyMap<string, string>;
}

/** Goals that explain the primary one; corrected for their number. */
export function SecondaryTable({ metrics, properties }: SecondaryTableProps) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf } = useSplitView();
  const durationWords = useDurationWords();
  const effectColumns = useEffectColumns();
  const levelWords = useLevelWords();
  const rows = metrics.flatMap((metric) => {
    const scale = scaleOf('absolute', metric, analysis);
    return scale === null
      ? []
      : againstReference(metric, analysis).map(
          (comparison): Row => ({ key: `${metric.goal} ${comparison.arm}`, metric, comparison, scale }),
        );
  });
  const measureWords = ({ goal, measure }: MetricResult) => {
    const property = measure === 'value' ? properties.get(goal) : undefined;
    return property === undefined ? t(`goals.measure.${measure}`) : t('goals.ofProperty', { property });
  };
  // values of one goal get the same digits
  const digitsOf = (metric: MetricResult) =>
    metric.measure === 'conversion'
      ? undefined
      : metric.comparisons
            .flatMap(({ arm, against }) => [arm, against])
            .some((arm) => Math.abs(levelOf(metric, arm) ?? 0) >= VALUE_WHOLE_MIN)
        ? 0
        : 2;
  const level = (metric: MetricResult, arm: string, digits: number | undefined) => {
    const value = levelOf(metric, arm);
    return `${nameOf(arm)} ${value === null ? '–' : levelWords(value, metric.measure === 'conversion', digits)}`;
  };
  const columns: TableColumnsType<Row> = [
    {
      key: 'goal',
      title: t('goals.goal'),
      className: 'tl-goal-cell',
      render: (_, { metric }) => (
        <>
          <strong>{metric.goal}</strong>{' '}
          <span className="tl-faint tl-small">
            {durationWords(metric.window)} · {measureWords(metric)}
          </span>
        </>
      ),
    },
    {
      key: 'rates',
      title: t('goals.rates'),
      render: (_, { metric, comparison: { arm, against } }) => {
        const digits = digitsOf(metric);
        return (
          <>
            <div className="tl-tabular">{level(metric, arm, digits)}</div>
            <div className="tl-tabular tl-faint">{level(metric, against, digits)}</div>
          </>
        );
      },
    },
    ...effectColumns,
    {
      key: 'reading',
      title: t('goals.reading'),
      render: (_, { comparison }) => <ReadingTag comparison={comparison} isExploratory />,
    },
  ];
  return <WordedTable<Row> label={t('goals.secondary')} rowKey="key" columns={columns} dataSource={rows} />;
}

const digitsOf = (line: EffectLine, { currency }: Scale) => figureDigits(numbersOf([line]), currency);

function useEffectColumns(): TableColumnsType<Row> {
  const { t } = useTranslation('outcome');
  const { say } = useSplitView();
  const end = { align: 'right' as const, className: 'tl-number' };
  return [
    {
      ...end,
      key: 'effect',
      title: t('goals.effect'),
      render: (_, { comparison, scale }) => {
        const line = effectLine(comparison, scale);
        return line.estimate === null ? '–' : say.effect(line.estimate, scale, digitsOf(line, scale));
      },
    },
    {
      ...end,
      key: 'interval',
      title: t('goals.interval'),
      render: (_, { comparison, scale }) => {
        const line = effectLine(comparison, scale);
        return line.outer === null ? (
          <span className="tl-faint tl-words">{say.missing(comparison.alwaysValid)}</span>
        ) : (
          say.range(line.outer, scale, digitsOf(line, scale))
        );
      },
    },
    {
      ...end,
      key: 'p',
      title: t('goals.adjustedP'),
      render: (_, { comparison: { adjustedPValue } }) =>
        adjustedPValue === null ? '–' : pText(adjustedPValue),
    },
  ];
}
