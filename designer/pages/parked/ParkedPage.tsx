import { Link, useParams, useSearch } from '@tanstack/react-router';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EnrollmentView } from '../../../shared/api/enrollments.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { useParked, useRetryEnrollment, useRetryParked } from '../../api/parked.ts';
import type { List } from '../../api/useList.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fault } from '../../shell/Fault.tsx';
import { MoreRows } from '../../shell/MoreRows.tsx';
import { Page } from '../../shell/Page.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';

/** Customers whom a fault holds, and how they go on. */
export function ParkedPage() {
  const { t } = useTranslation('parked');
  const { journeyId } = useParams({ from: '/journeys/$journeyId/parked' });
  const { node } = useSearch({ from: '/journeys/$journeyId/parked' });
  const journeyName = useJourneyNames();
  const list = useParked({ journey: journeyId, node });
  const { query, rows } = list;
  return (
    <Page
      title={node === undefined ? t('title') : t('titleAt', { node })}
      about={t('about')}
      back={{ to: '/journeys/$journeyId', params: { journeyId }, words: journeyName(journeyId) }}
      actions={<RetryAll journey={journeyId} node={node} isNobody={rows.length === 0} />}
    >
      {query.error && !query.data ? (
        <Fault error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <section className="tl-card">
          <ParkedTable list={list} />
        </section>
      )}
    </Page>
  );
}

interface RetryAllProps {
  journey: string;
  node: string | undefined;
  isNobody: boolean;
}

function RetryAll({ journey, node, isNobody }: RetryAllProps) {
  const { t } = useTranslation('parked');
  const { message } = App.useApp();
  const faultWords = useFaultWords();
  const retry = useRetryParked();
  return (
    <Button
      type="primary"
      disabled={isNobody}
      loading={retry.isPending}
      onClick={() =>
        retry.mutate(
          { journey, node },
          {
            onSuccess: ({ asked }) => void message.success(t('asked', { count: asked })),
            onError: (error) => void message.error(faultWords(error).join(' ')),
          },
        )
      }
    >
      {t('retryAll')}
    </Button>
  );
}

function ParkedTable({ list }: { list: List<EnrollmentView> }) {
  const { t } = useTranslation('parked');
  const columns = useColumns();
  return (
    <>
      <Table<EnrollmentView>
        aria-label={t('title')}
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={list.rows}
        loading={list.query.isPending}
        pagination={false}
        scroll={{ x: 700 }}
        locale={{ emptyText: <div className="tl-card-body">{t('nobody')}</div> }}
      />
      <MoreRows list={list} />
    </>
  );
}

function useColumns(): TableColumnsType<EnrollmentView> {
  const { t } = useTranslation('parked');
  const format = useFormat();
  return [
    {
      key: 'customer',
      title: t('column.customer'),
      width: 180,
      render: (_, { profileId }) => (
        <Link to="/customers/id/$profileId" params={{ profileId }}>
          {profileId}
        </Link>
      ),
    },
    { key: 'node', title: t('column.node'), width: 140, render: (_, { node }) => <code>{node}</code> },
    {
      key: 'entered',
      title: t('column.entered'),
      width: 160,
      render: (_, { enteredAt }) => format.dateTime(enteredAt),
    },
    { key: 'fault', title: t('column.fault'), dataIndex: 'fault' },
    {
      key: 'retry',
      title: <span className="tl-hidden-text">{t('retry')}</span>,
      width: 100,
      render: (_, row) => <RetryOne enrollment={row} />,
    },
  ];
}

function RetryOne({ enrollment: { id, profileId } }: { enrollment: EnrollmentView }) {
  const { t } = useTranslation('parked');
  const { message } = App.useApp();
  const faultWords = useFaultWords();
  const retry = useRetryEnrollment();
  return (
    <Button
      size="small"
      aria-label={t('retryOf', { profile: profileId })}
      loading={retry.isPending}
      onClick={() =>
        retry.mutate(id, {
          onSuccess: () => void message.success(t('asked', { count: 1 })),
          onError: (error) => void message.error(faultWords(error).join(' ')),
        })
      }
    >
      {t('retry')}
    </Button>
  );
}
