import { Link, useNavigate } from '@tanstack/react-router';
import { Button, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JourneySummary } from '../../../shared/api/journeys.ts';
import type { List } from '../../api/useList.ts';
import { Ago } from '../../format/Ago.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { RowsTable } from '../../shell/RowsTable.tsx';
import { StateTag } from '../../shell/StateTag.tsx';
import { JourneyMenu } from './JourneyMenu.tsx';

interface JourneysTableProps {
  list: List<JourneySummary>;
  onClear: () => void;
}

export function JourneysTable({ list, onClear }: JourneysTableProps) {
  const { t } = useTranslation('journeys');
  const columns = useColumns();
  const navigate = useNavigate();
  return (
    <RowsTable
      list={list}
      label={t('table')}
      columns={columns}
      minWidth={900}
      noMatch={
        <>
          {t('noMatch')}{' '}
          <Button type="link" onClick={onClear}>
            {t('clear')}
          </Button>
        </>
      }
      onOpen={({ id }) => void navigate({ to: '/journeys/$journeyId', params: { journeyId: id } })}
    />
  );
}

function useColumns(): TableColumnsType<JourneySummary> {
  const { t } = useTranslation('journeys');
  const format = useFormat();
  const count = (key: 'entered' | 'active' | 'ended', hint?: string) => ({
    key,
    title: hint ? <Tooltip title={hint}>{t(`column.${key}`)}</Tooltip> : t(`column.${key}`),
    className: 'tl-number',
    align: 'right' as const,
    width: 76,
    render: (_: unknown, row: JourneySummary) => format.number(row.totals[key]),
  });
  return [
    {
      key: 'name',
      title: t('column.name'),
      width: 190,
      render: (_, row) => <JourneyLink journey={row} />,
    },
    {
      key: 'state',
      title: t('column.state'),
      width: 110,
      render: (_, row) => (
        <>
          <StateTag state={row.state} /> <ParkedLink journey={row} />
        </>
      ),
    },
    {
      key: 'version',
      title: t('column.version'),
      width: 130,
      render: (_, row) => <JourneyVersion journey={row} />,
    },
    count('entered', t('enteredHint')),
    count('active'),
    count('ended'),
    {
      key: 'goalRate',
      title: <Tooltip title={t('goalRateHint')}>{t('column.goalRate')}</Tooltip>,
      className: 'tl-number',
      align: 'right' as const,
      width: 104,
      render: (_, row) =>
        row.totals.entered === 0 ? (
          <span className="tl-faint">–</span>
        ) : (
          format.percent(row.totals.goals / row.totals.entered)
        ),
    },
    {
      key: 'changed',
      title: t('column.changed'),
      width: 100,
      render: (_, row) => <Ago at={row.changedAt} />,
    },
    {
      key: 'actions',
      title: <span className="tl-hidden-text">{t('column.actions')}</span>,
      width: 44,
      onCell: () => ({ onClick: (event) => event.stopPropagation() }),
      render: (_, row) => <JourneyMenu journey={row} />,
    },
  ];
}

function JourneyLink({ journey: { id, name } }: { journey: JourneySummary }) {
  return (
    <Link
      to="/journeys/$journeyId"
      params={{ journeyId: id }}
      onClick={(event) => event.stopPropagation()}
      style={{ fontWeight: 600 }}
    >
      {name}
    </Link>
  );
}

function ParkedLink({ journey: { id, totals } }: { journey: JourneySummary }) {
  const { t } = useTranslation('parked');
  if (totals.parked === 0) return null;
  return (
    <Link
      to="/journeys/$journeyId/parked"
      params={{ journeyId: id }}
      className="tl-small tl-nowrap"
      onClick={(event) => event.stopPropagation()}
    >
      {t('count', { count: totals.parked })}
    </Link>
  );
}

function JourneyVersion({ journey: { currentVersion, hasDraft } }: { journey: JourneySummary }) {
  const { t } = useTranslation('journeys');
  if (currentVersion === null) return <span className="tl-faint">{t('neverPublished')}</span>;
  return (
    <span className="tl-row">
      <span className="tl-tabular">v{currentVersion}</span>
      {hasDraft && <span className="tl-small tl-faint tl-nowrap">{t('draftPending')}</span>}
    </span>
  );
}
