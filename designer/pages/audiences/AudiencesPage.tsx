import { PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Spin, type TableColumnsType, Tooltip } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AudienceView } from '../../../shared/api/audiences.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { AudienceDefinition } from '../../../shared/workspace.ts';
import { useAudienceCount, useAudiences } from '../../api/audiences.ts';
import { conditionText } from '../../fields/conditions/conditionText.ts';
import { Ago } from '../../format/Ago.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { ListBody } from '../../shell/ListBody.tsx';
import { Page } from '../../shell/Page.tsx';
import { RowsTable } from '../../shell/RowsTable.tsx';
import { SearchBox } from '../../shell/SearchBox.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';

/** Named conditions with how many fit them. */
export function AudiencesPage() {
  const { t } = useTranslation('audiences');
  const [search, setSearch] = useState('');
  const list = useAudiences(useDeferredValue(search.trim()));
  const navigate = useNavigate();
  const columns = useColumns();
  const createButton = (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => void navigate({ to: '/audiences/new' })}
    >
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} about={t('about')} actions={createButton}>
      <ListBody
        list={list}
        isFiltered={search.trim() !== ''}
        empty={
          <Teach title={t('empty.title')} actions={createButton}>
            <p>{t('empty.body')}</p>
          </Teach>
        }
        toolbar={<SearchBox words={t('search')} value={search} onChange={setSearch} />}
      >
        <RowsTable
          list={list}
          label={t('table')}
          columns={columns}
          minWidth={820}
          noMatch={t('noMatch')}
          onOpen={({ id }) => void navigate({ to: '/audiences/$audienceId', params: { audienceId: id } })}
        />
      </ListBody>
    </Page>
  );
}

function useColumns(): TableColumnsType<AudienceView> {
  const { t } = useTranslation('audiences');
  return [
    {
      key: 'name',
      title: t('column.name'),
      width: 220,
      render: (_, { id, name }) => (
        <Link
          to="/audiences/$audienceId"
          params={{ audienceId: id }}
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
      width: 170,
      render: (_, { id }) => <code className="tl-nowrap">{id}</code>,
    },
    {
      key: 'says',
      title: t('column.says'),
      ellipsis: true,
      render: (_, { definition }) => <DefinitionText definition={definition} />,
    },
    {
      key: 'size',
      title: <Tooltip title={t('sizeHint')}>{t('column.size')}</Tooltip>,
      align: 'right',
      className: 'tl-number',
      width: 120,
      render: (_, { definition }) => <Size definition={definition} />,
    },
    {
      key: 'changed',
      title: t('column.changed'),
      width: 130,
      render: (_, { changedAt }) => <Ago at={changedAt} />,
    },
  ];
}

function DefinitionText({ definition }: { definition: AudienceDefinition }) {
  const { t } = useTranslation('audiences');
  const words = useEditorWords();
  const text =
    'members' in definition
      ? t('members', { count: definition.members.length })
      : // a condition is plain JSON, whatever its type says about absent fields
        conditionText(definition as unknown as JsonObject, words);
  return (
    <span className="tl-soft" title={text}>
      {text}
    </span>
  );
}

function Size({ definition }: { definition: AudienceDefinition }) {
  const format = useFormat();
  const { data, isError } = useAudienceCount(definition);
  if (data) return <>{format.number(data.count)}</>;
  return isError ? <span className="tl-faint">–</span> : <Spin size="small" />;
}
