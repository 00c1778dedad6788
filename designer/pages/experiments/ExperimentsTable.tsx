import { Link, useNavigate } from '@tanstack/react-router';
import { Progress, Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Experiment, nodeInPath, nodeOfPath } from '../../../shared/api/experiments.ts';
import type { List } from '../../api/useList.ts';
import { useSettings } from '../../api/workspace.ts';
import { useFormat, useFormatIn } from '../../format/useFormat.ts';
import { MoreRows } from '../../shell/MoreRows.tsx';
import { VerdictTag } from './VerdictTag.tsx';

/** Verdicts that speak of an arm. */
const OF_AN_ARM: ReadonlySet<Experiment['verdict']> = new Set(['winner', 'loser']);

function nameOfArm({ arms, verdict, verdictArm }: Experiment): string | null {
  if (!OF_AN_ARM.has(verdict)) return null;
  return arms.find(({ id }) => id === verdictArm)?.name || verdictArm;
}

/** Where the split's result stands. */
function resultOf({ journey, node }: Experiment) {
  return {
    to: '/journeys/$journeyId/results/$node',
    params: { journeyId: journey.id, node: nodeInPath(node) },
  } as const;
}

/** The journey, the split in it, and what is to be learnt. */
function What({ experiment }: { experiment: Experiment }) {
  const { journey, node, hypothesis, arms } = experiment;
  const { t } = useTranslation('experiments');
  const isHoldout = nodeOfPath(node) === '';
  const names = arms.map(({ id, name, control }) =>
    control ? t('control', { arm: name || id }) : name || id,
  );
  return (
    <div className="tl-experiment">
      <Link {...resultOf(experiment)} onClick={(event) => event.stopPropagation()}>
        {journey.name}
      </Link>{' '}
      {isHoldout ? <span className="tl-soft">{t('holdout')}</span> : <code>{node}</code>}
      {hypothesis !== '' && (
        <p className="tl-clamp" title={hypothesis}>
          {hypothesis}
        </p>
      )}
      <small className="tl-faint">{names.join(' · ')}</small>
    </div>
  );
}

/** Mature customers of those planned, or how many there are where none were planned. */
function Progressed({ experiment: { exposedCount, matureCount, plannedCount } }: { experiment: Experiment }) {
  const { t } = useTranslation('experiments');
  const format = useFormat();
  if (plannedCount === null || matureCount === null) {
    return <span className="tl-tabular">{t('exposed', { count: exposedCount })}</span>;
  }
  return (
    <Tooltip title={t('exposed', { count: exposedCount })}>
      <div className="tl-tabular">
        {t('mature', { mature: format.number(matureCount), planned: format.number(plannedCount) })}
        <Progress
          aria-hidden
          size="small"
          showInfo={false}
          // a full bar is not good news by itself: it stays in the colour of the others
          status="normal"
          percent={Math.min(100, (100 * matureCount) / Math.max(1, plannedCount))}
        />
      </div>
    </Tooltip>
  );
}

function useColumns(): TableColumnsType<Experiment> {
  const { t } = useTranslation('experiments');
  // the days that the page of the split says
  const format = useFormatIn(useSettings().data?.timeZone);
  return [
    { key: 'what', title: t('column.what'), render: (_, row) => <What experiment={row} /> },
    {
      key: 'verdict',
      title: t('column.verdict'),
      width: 172,
      render: (_, row) => (
        <>
          <VerdictTag verdict={row.verdict} arm={nameOfArm(row)} />
          {row.asOf !== null && (
            <div className="tl-small tl-faint">{t('asOf', { time: format.date(row.asOf) })}</div>
          )}
        </>
      ),
    },
    {
      key: 'goal',
      title: t('column.goal'),
      width: 96,
      render: (_, { goal }) => goal ?? <span className="tl-faint">–</span>,
    },
    {
      key: 'progress',
      title: t('column.progress'),
      width: 172,
      render: (_, row) => <Progressed experiment={row} />,
    },
    {
      key: 'started',
      title: t('column.started'),
      width: 108,
      className: 'tl-nowrap',
      render: (_, { startedAt }) =>
        startedAt === null ? <span className="tl-faint">{t('notStarted')}</span> : format.date(startedAt),
    },
    {
      key: 'decision',
      title: t('column.decision'),
      width: 104,
      render: (_, { decision, decidedAt }) =>
        decision === null ? (
          <span className="tl-faint">{t('undecided')}</span>
        ) : (
          <>
            {t(`decision.${decision}`)}
            {decidedAt !== null && <div className="tl-small tl-faint">{format.date(decidedAt)}</div>}
          </>
        ),
    },
  ];
}

export function ExperimentsTable({ list }: { list: List<Experiment> }) {
  const { t } = useTranslation('experiments');
  const navigate = useNavigate();
  return (
    <div className="tl-clickable-rows">
      <Table<Experiment>
        aria-label={t('title')}
        size="small"
        rowKey={({ journey, node }) => `${journey.id}/${node}`}
        columns={useColumns()}
        dataSource={list.rows}
        loading={list.query.isPending}
        pagination={false}
        // while the first page is on its way nothing is said to be missing
        locale={{ emptyText: ' ' }}
        scroll={{ x: 900 }}
        onRow={(row) => ({ onClick: () => void navigate(resultOf(row)) })}
      />
      <MoreRows list={list} />
    </div>
  );
}
