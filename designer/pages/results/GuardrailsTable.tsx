import {
  CheckCircleOutlined,
  CloseSquareFilled,
  MinusCircleOutlined,
  QuestionCircleOutlined,
} from '@ant-design/icons';
import { Alert, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Analysis, Comparison } from '../../../shared/experiment/analysis.ts';
import { useDurationWords } from '../../format/useFormat.ts';
import { type EffectLine, effectLine, numbersOf, type Scale, scaleOf } from './effectScale.ts';
import { figureDigits } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

type Guardrail = Analysis['guardrails'][number];
type Light = Guardrail['arms'][number]['state'];

const icons: { readonly [state in Light]: ReactNode } = {
  safe: <CheckCircleOutlined aria-hidden />,
  notYetProvenSafe: <MinusCircleOutlined aria-hidden />,
  harmed: <CloseSquareFilled aria-hidden />,
  unknown: <QuestionCircleOutlined aria-hidden />,
};

interface Row {
  key: string;
  guardrail: Guardrail;
  arm: string;
  state: Light;
  pValue: number | null;
  pausedAt: string | null;
}

/** A light per guardrail and arm: an icon and a word, colour only beside them. */
export function GuardrailsTable({ guardrails }: { guardrails: Guardrail[] }) {
  const { t } = useTranslation('outcome');
  const { say, nameOf, isTrusted, format } = useSplitView();
  const columns = useEffectColumns();
  const rows = guardrails.flatMap((guardrail) =>
    guardrail.arms.map(
      (light): Row => ({ key: `${guardrail.metric.goal} ${light.arm}`, guardrail, ...light }),
    ),
  );
  const all: TableColumnsType<Row> = [
    {
      key: 'light',
      title: t('goals.light'),
      width: 170,
      render: (_, { state }) => (
        <span className="tl-light" data-state={isTrusted ? state : 'unknown'}>
          {isTrusted ? icons[state] : icons.unknown}{' '}
          {t(isTrusted ? `goals.state.${state}` : 'goals.notJudged')}
        </span>
      ),
    },
    { key: 'goal', title: t('goals.guardrail'), render: (_, { guardrail }) => <GoalName {...guardrail} /> },
    { key: 'arm', title: t('goals.arm'), render: (_, { arm }) => nameOf(arm) },
    ...columns,
    {
      key: 'p',
      title: t('goals.p'),
      align: 'right',
      className: 'tl-number',
      render: (_, { state, pValue }) =>
        pValue === null && state !== 'unknown' ? (
          <span className="tl-faint">{t('goals.pLater')}</span>
        ) : (
          say.p(pValue)
        ),
    },
  ];
  return (
    <>
      {rows.map(({ key, guardrail, arm, pausedAt }) =>
        pausedAt === null ? null : (
          <Alert
            key={key}
            type="warning"
            showIcon
            title={t('goals.pausedForHarm', {
              goal: guardrail.metric.goal,
              arm: nameOf(arm),
              time: format.dateTime(pausedAt),
            })}
          />
        ),
      )}
      <WordedTable<Row> label={t('goals.guardrails')} rowKey="key" columns={all} dataSource={rows} />
      {guardrails.some(({ onHarm }) => onHarm === 'pause') && (
        <p className="tl-hint">
          {t('goals.pausesOnHarm', {
            goals: guardrails
              .filter(({ onHarm }) => onHarm === 'pause')
              .map(({ metric: { goal } }) => goal)
              .join(', '),
          })}
        </p>
      )}
    </>
  );
}

function GoalName({ metric: { goal, window } }: Guardrail) {
  const durationWords = useDurationWords();
  return (
    <>
      <strong>{goal}</strong> <span className="tl-faint tl-small">{durationWords(window)}</span>
    </>
  );
}

/** Effects in all arms are read against one margin. */
function digitsOf({ metric, margin }: Guardrail, scale: Scale): number {
  const lines = metric.comparisons.map((comparison) => effectLine(comparison, scale));
  return figureDigits([...numbersOf(lines), margin * scale.factor], scale.currency);
}

function useEffectColumns(): TableColumnsType<Row> {
  const { t } = useTranslation('outcome');
  const { analysis, say } = useSplitView();
  const end = { align: 'right' as const, className: 'tl-number' };
  const cell = (
    { guardrail: { metric }, arm }: Row,
    say_: (scale: Scale, line: EffectLine, comparison: Comparison) => ReactNode,
  ) => {
    const comparison = metric.comparisons.find((candidate) => candidate.arm === arm);
    const scale = scaleOf('absolute', metric, analysis);
    if (!comparison || !scale) return '–';
    return say_(scale, effectLine(comparison, scale), comparison);
  };
  return [
    {
      ...end,
      key: 'effect',
      title: t('goals.effect'),
      render: (_, row) =>
        cell(row, (scale, { estimate }) =>
          estimate === null ? '–' : say.effect(estimate, scale, digitsOf(row.guardrail, scale)),
        ),
    },
    {
      ...end,
      key: 'interval',
      title: t('goals.interval'),
      render: (_, row) =>
        cell(row, (scale, { outer }, { alwaysValid }) =>
          outer === null ? (
            <span className="tl-faint tl-words">{say.missing(alwaysValid)}</span>
          ) : (
            say.range(outer, scale, digitsOf(row.guardrail, scale))
          ),
        ),
    },
    {
      ...end,
      key: 'margin',
      title: t('goals.margin'),
      render: (_, row) =>
        cell(row, (scale) => {
          const sign = row.guardrail.metric.direction === 'decrease' ? 1 : -1;
          const margin = sign * row.guardrail.margin * scale.factor;
          return say.effect(margin, scale, digitsOf(row.guardrail, scale));
        }),
    },
  ];
}
