import { UploadOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, type TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../../../shared/api/profiles.ts';
import { nameOf, useProfiles } from '../../api/profiles.ts';
import { useFormat } from '../../format/useFormat.ts';
import { ChannelName } from '../../shell/ChannelName.tsx';
import { Command } from '../../shell/Command.tsx';
import { ListBody } from '../../shell/ListBody.tsx';
import { Page } from '../../shell/Page.tsx';
import { RowsTable } from '../../shell/RowsTable.tsx';
import { SearchBox } from '../../shell/SearchBox.tsx';
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
      <ListBody
        list={list}
        isFiltered={wanted !== ''}
        empty={
          <Teach title={t('empty.title')} actions={importButton('primary')}>
            <p>{t('empty.body')}</p>
            <p>{t('empty.api')}</p>
            <Command text={profileCommand(location.origin)} />
          </Teach>
        }
        toolbar={<SearchBox words={t('search')} value={search} onChange={setSearch} />}
      >
        <RowsTable
          list={list}
          label={t('table')}
          columns={columns}
          minWidth={900}
          noMatch={t('noMatch')}
          onOpen={({ id }) => void navigate({ to: '/customers/id/$profileId', params: { profileId: id } })}
        />
      </ListBody>
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
