import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select, Table, type TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateView } from '../../../shared/api/templates.ts';
import { CHANNELS } from '../../../shared/channel.ts';
import { useTemplates } from '../../api/templates.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { Fault } from '../../shell/Fault.tsx';
import { MoreRows } from '../../shell/MoreRows.tsx';
import { Page } from '../../shell/Page.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { bodyOf } from './templateDraft.ts';

/** The templates of all messages. */
export function ContentPage() {
  const { t } = useTranslation('content');
  const channelWords = useChannelWords();
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const [channel, setChannel] = useState<string>();
  const list = useTemplates({ search: useDeferredValue(search.trim()), channel });
  const columns = useColumns();
  const { query, rows } = list;
  const isFiltered = search.trim() !== '' || channel !== undefined;
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
      {query.error && !query.data ? (
        <Fault error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isSuccess && rows.length === 0 && !isFiltered ? (
        <Teach title={t('empty.title')} actions={createButton}>
          <p>{t('empty.body')}</p>
        </Teach>
      ) : (
        <section className="tl-card">
          <div className="tl-toolbar">
            <Input
              prefix={<SearchOutlined aria-hidden />}
              allowClear
              style={{ width: 280 }}
              aria-label={t('search')}
              placeholder={t('search')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
            <Select
              allowClear
              style={{ width: 150 }}
              aria-label={t('channelFilter')}
              placeholder={t('allChannels')}
              value={channel}
              onChange={setChannel}
              options={CHANNELS.map((value) => ({ value, label: channelWords(value) }))}
            />
          </div>
          <div className="tl-clickable-rows">
            <Table<TemplateView>
              aria-label={t('table')}
              size="small"
              rowKey="id"
              columns={columns}
              dataSource={rows}
              loading={query.isPending}
              pagination={false}
              scroll={{ x: 900 }}
              onRow={({ id }) => ({
                onClick: () => void navigate({ to: '/content/$templateId', params: { templateId: id } }),
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

/** The first text there is, to recognise a template by. */
function beginningOf({ content }: TemplateView): string {
  const first = Object.values(content).flatMap((locales) => Object.values(locales))[0];
  return first === undefined ? '' : bodyOf(first).replace(/<[^>]*>/g, ' ');
}

function useColumns(): TableColumnsType<TemplateView> {
  const { t } = useTranslation('content');
  const channelWords = useChannelWords();
  const format = useFormat();
  const nowMs = Date.now();
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
      render: (_, template) => <span className="tl-faint">{beginningOf(template)}</span>,
    },
    {
      key: 'changed',
      title: t('column.changed'),
      width: 130,
      render: (_, { changedAt }) => (
        <span className="tl-faint tl-nowrap" title={format.dateTime(changedAt)}>
          {format.ago(changedAt, nowMs)}
        </span>
      ),
    },
  ];
}
