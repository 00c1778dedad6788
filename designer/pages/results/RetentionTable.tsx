import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { EffectText } from './EffectText.tsx';
import { lineOf, type Scale } from './effectScale.ts';
import { pText, rateDigits } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

type Retention = Analysis['retention'][number];
type Day = Retention['days'][number];

interface Row extends Day {
  goal: string;
  /** lines of the same goal under the first of them; 0 for the others */
  span: number;
}

const end = { align: 'right' as const, className: 'tl-number' };
/** a share of customers in points, whatever the primary metric is */
const POINTS: Scale = { id: 'absolute', unit: 'points', factor: 100, currency: null };

/** Who is still there after 30, 60 and 90 days. */
export function RetentionTable({ retention }: { retention: Retention[] }) {
  const { t } = useTranslation('outcome');
  const { nameOf, say } = useSplitView();
  const rows = retention.flatMap(({ goal, days }) =>
    days.map((day, index): Row => ({ ...day, goal, span: index === 0 ? days.length : 0 })),
  );
  const columns: TableColumnsType<Row> = [
    {
      key: 'goal',
      title: t('goals.goal'),
      onCell: ({ span }) => ({ rowSpan: span }),
      render: (_, { goal }) => <strong>{goal}</strong>,
    },
    {
      key: 'day',
      title: t('curves.day'),
      className: 'tl-nowrap',
      render: (_, { day }) => t('retention.days', { day }),
    },
    ...useArmColumns(),
  ];
  const tests = retention.flatMap(({ goal, tests: ofGoal }) =>
    ofGoal.map(({ arm, test }) =>
      test.state === 'computed'
        ? t('retention.test', { goal, arm: nameOf(arm), p: say.p(test.pValue) })
        : t('retention.noTest', { goal, arm: nameOf(arm), why: say.missing(test) }),
    ),
  );
  const isAtEnd = retention.every(({ horizon }) => horizon === 'plannedEnd');
  return (
    <div>
      <h3>{t('retention.title')}</h3>
      <p className="tl-hint">
        {t('retention.about')} {t(isAtEnd ? 'retention.plannedEnd' : 'retention.everyLook')}
      </p>
      <WordedTable<Row>
        label={t('retention.title')}
        rowKey={({ goal, day }) => `${goal} ${day}`}
        columns={columns}
        dataSource={rows}
      />
      <p className="tl-small tl-soft">{tests.join(' ')}</p>
    </div>
  );
}

/** What was kept of each arm, then each arm's difference from the reference. */
function useArmColumns(): TableColumnsType<Row> {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say, format } = useSplitView();
  const arms = analysis.arms.map(({ id }) => id);
  const others = arms.filter((id) => id !== analysis.reference);
  return [
    ...arms.map((id) => ({
      ...end,
      key: `kept ${id}`,
      title: t('retention.kept', { arm: nameOf(id) }),
      render: (_: unknown, row: Row) => {
        const found = row.arms.find(({ arm }) => arm === id);
        if (found?.kept.state !== 'computed') {
          return <span className="tl-faint tl-words">{found ? say.missing(found.kept) : '–'}</span>;
        }
        const { estimate, lower, upper } = found.kept;
        const digits = rateDigits([estimate, lower, upper]);
        return (
          <>
            <strong>{say.rate(estimate, digits)}</strong>{' '}
            <span className="tl-faint">
              ({say.rate(lower, digits)} – {say.rate(upper, digits)})
            </span>
            <div className="tl-small tl-faint">
              {t('retention.left', { count: format.number(found.left) })}
            </div>
          </>
        );
      },
    })),
    ...others.map((id) => ({
      ...end,
      key: `difference ${id}`,
      title: t('retention.difference', { arm: nameOf(id) }),
      render: (_: unknown, { comparisons }: Row) => {
        const found = comparisons.find(({ arm }) => arm === id);
        if (found?.difference.state !== 'computed') {
          return <span className="tl-faint tl-words">{found ? say.missing(found.difference) : '–'}</span>;
        }
        return (
          <>
            <EffectText line={lineOf(found.difference, POINTS)} scale={POINTS} hasUnit />
            <div className="tl-small tl-faint">
              {t('retention.p')} {found.pValue === null ? '–' : pText(found.pValue)}
            </div>
          </>
        );
      },
    })),
  ];
}
