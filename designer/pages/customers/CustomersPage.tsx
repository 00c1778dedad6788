import { SearchOutlined, UploadOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Table, type TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../../../shared/api/profiles.ts';
import { nameOf, useProfiles } from '../../api/profiles.ts';
import { useFormat } from '../../format/useFormat.ts';
import { ChannelName } from '../../shell/ChannelName.tsx';
import { Command } from '../../shell/Command.tsx';
import { Fault } from '../../shell/Fault.tsx';
import { MoreRows } from '../../shell/MoreRows.tsx';
import { Page } from '../../shell/Page.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { profileCommand } from './commands.ts';

const TAGS_SHOWN = 3;

/** Everybody we know of. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const list = useProfiles(wanted);
  const navigate = useNavigate();
  const columns = useColumns();
  const { query, rows } = list;
  const importButton = (type: 'primary' | 'default') => (
    <Button
      type={type}
      icon={<UploadOutlined aria-hidden />}
      onClick={() => void navigate({ to: '/customers/import' })}
    >
      {t('import')}
    </Button>
  );

  return (
    <Page title={t('title')} about={t('about')} actions={importButton('default')}>
      {query.error && !query.data ? (
        <Fault error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isSuccess && rows.length === 0 && wanted === '' ? (
        <Teach title={t('empty.title')} actions={importButton('primary')}>
          <p>{t('empty.body')}</p>
          <p>{t('empty.api')}</p>
          <Command text={profileCommand(location.origin)} />
        </Teach>
      ) : (
        <section className="tl-card">
          <div className="tl-toolbar">
            <Input
              prefix={<SearchOutlined aria-hidden />}
              allowClear
              style={{ width: 320 }}
              aria-label={t('search')}
              placeholder={t('search')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <div className="tl-clickable-rows">
            <Table<ProfileView>
              aria-label={t('table')}
              size="small"
              rowKey="id"
              columns={columns}
              dataSource={rows}
              loading={query.isPending}
              pagination={false}
              scroll={{ x: 900 }}
              onRow={({ id }) => ({
                onClick: () => void navigate({ to: '/customers/id/$profileId', params: { profileId: id } }),
              })}
              locale={{ emptyText: <div className="tl-card-body">{t('noMatch')}</div> }}
            />
          </div>
          <MoreRows list={list} />
        </section>
      )}
    </Page>
  );
}

function useColumns(): TableColumnsType<ProfileView> {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return [
    {
      key: 'id',
      title: t('column.id'),
      width: 120,
      render: (_, { id }) => (
        <Link
          to="/customers/id/$profileId"
          params={{ profileId: id }}
          onClick={(event) => event.stopPropagation()}
          className="tl-tabular"
        >
          {id}
        </Link>
      ),
    },
    { key: 'name', title: t('column.name'), width: 150, render: (_, profile) => nameOf(profile) },
    {
      key: 'reach',
      title: t('column.reach'),
      width: 180,
      render: (_, { addresses }) => (
        <span className="tl-row-wrap tl-small">
          {Object.keys(addresses).map((channel) => (
            <ChannelName key={channel} channel={channel} />
          ))}
        </span>
      ),
    },
    {
      key: 'tags',
      title: t('column.tags'),
      render: (_, { tags }) => (
        <span className="tl-soft">
          {tags.slice(0, TAGS_SHOWN).join(' · ')}
          {tags.length > TAGS_SHOWN && ` +${tags.length - TAGS_SHOWN}`}
        </span>
      ),
    },
    { key: 'locale', title: t('column.locale'), width: 90, render: (_, { locale }) => locale },
    {
      key: 'zone',
      title: t('column.zone'),
      width: 150,
      render: (_, { timeZone }) => timeZone ?? <span className="tl-faint">–</span>,
    },
    {
      key: 'known',
      title: t('column.known'),
      width: 130,
      render: (_, { knownSince }) => <span className="tl-faint">{format.date(knownSince)}</span>,
    },
  ];
}
