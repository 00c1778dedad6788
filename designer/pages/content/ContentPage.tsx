import { PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select, type TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateView } from '../../../shared/api/templates.ts';
import { CHANNELS } from '../../../shared/channel.ts';
import { useTemplates } from '../../api/templates.ts';
import { Ago } from '../../format/Ago.tsx';
import { usePreferences } from '../../preferences.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { ListBody } from '../../shell/ListBody.tsx';
import { Page } from '../../shell/Page.tsx';
import { RowsTable } from '../../shell/RowsTable.tsx';
import { SearchBox } from '../../shell/SearchBox.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { beginningOf } from './templateDraft.ts';

/** The templates of all messages. */
export function ContentPage() {
  const { t } = useTranslation('content');
  const channelWords = useChannelWords();
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const [channel, setChannel] = useState<string>();
  const list = useTemplates({ search: useDeferredValue(search.trim()), channel });
  const columns = useColumns();
  const createButton = (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => void navigate({ to: '/content/new' })}
    >
      {t('create')}
    </Button>
  );

  return (
    <Page title={t('title')} about={t('about')} actions={createButton}>
      <ListBody
        list={list}
        isFiltered={search.trim() !== '' || channel !== undefined}
        empty={
          <Teach title={t('empty.title')} actions={createButton}>
            <p>{t('empty.body')}</p>
          </Teach>
        }
        toolbar={
          <>
            <SearchBox words={t('search')} value={search} onChange={setSearch} />
            <Select
              allowClear
              style={{ width: 150 }}
              aria-label={t('channelFilter')}
              placeholder={t('allChannels')}
              value={channel}
              onChange={setChannel}
              options={CHANNELS.map((value) => ({ value, label: channelWords(value) }))}
            />
          </>
        }
      >
        <RowsTable
          list={list}
          label={t('table')}
          columns={columns}
          minWidth={900}
          noMatch={t('noMatch')}
          onOpen={({ id }) => void navigate({ to: '/content/$templateId', params: { templateId: id } })}
        />
      </ListBody>
    </Page>
  );
}

function useColumns(): TableColumnsType<TemplateView> {
  const { t } = useTranslation('content');
  const channelWords = useChannelWords();
  const language = usePreferences((state) => state.language);
  return [
    {
      key: 'name',
      title: t('column.name'),
      width: 220,
      render: (_, { id, name }) => (
        <Link
          to="/content/$templateId"
          params={{ templateId: id }}
          onClick={(event) => event.stopPropagation()}
          style={{ fontWeight: 600 }}
        >
          {name}
        </Link>
      ),
    },
    {
      key: 'id',
      title: t('column.id'),
      width: 180,
      render: (_, { id }) => <code className="tl-nowrap">{id}</code>,
    },
    {
      key: 'variants',
      title: t('column.variants'),
      width: 250,
      render: (_, { content }) => (
        <span className="tl-row-wrap">
          {Object.entries(content).map(([channel, locales]) => (
            <span key={channel} className="tl-chip">
              {channelWords(channel)} <span className="tl-faint">{Object.keys(locales).join(', ')}</span>
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'text',
      title: t('column.text'),
      ellipsis: true,
      render: (_, { content }) => <span className="tl-faint">{beginningOf(content, language)}</span>,
    },
    {
      key: 'changed',
      title: t('column.changed'),
      width: 130,
      render: (_, { changedAt }) => <Ago at={changedAt} />,
    },
  ];
}
