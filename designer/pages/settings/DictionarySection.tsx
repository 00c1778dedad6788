import { Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../api/workspace.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Command } from '../../shell/Command.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { eventCommand } from '../customers/commands.ts';
import { Section } from './Section.tsx';

const TYPES = ['string', 'number', 'boolean', 'list', 'object'] as const;

/** Attributes and events by the names seen so far. */
export function DictionarySection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const query = useDictionary();
  const [search, setSearch] = useState('');
  const fits = ({ name }: { name: string }) => name.toLowerCase().includes(search.trim().toLowerCase());
  const typeWords = (type: string) => {
    const known = TYPES.find((one) => one === type);
    return known ? t(`dictionary.type.${known}`) : type;
  };
  return (
    <Section name="dictionary" about={t('dictionary.about')}>
      <Loaded query={query}>
        {({ attributes, events }) =>
          attributes.length + events.length === 0 ? (
            <>
              <p className="tl-soft">{t('dictionary.empty')}</p>
              <Command text={eventCommand(location.origin, 'c1', 'e1')} />
            </>
          ) : (
            <>
              <Input
                allowClear
                style={{ width: 240 }}
                aria-label={t('dictionary.filter')}
                placeholder={t('dictionary.filter')}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
              <div className="tl-dictionary">
                <Table
                  size="small"
                  rowKey="name"
                  pagination={{ pageSize: 12, hideOnSinglePage: true, size: 'small' }}
                  dataSource={attributes.filter(fits)}
                  columns={[
                    { title: t('dictionary.attributes'), dataIndex: 'name' },
                    {
                      title: t('dictionary.types'),
                      render: (_, { types }) => (
                        <span className="tl-faint">{types.map(typeWords).join(' · ')}</span>
                      ),
                    },
                    {
                      title: t('dictionary.customers'),
                      align: 'right',
                      className: 'tl-number',
                      render: (_, { count }) => format.number(count),
                    },
                  ]}
                />
                <Table
                  size="small"
                  rowKey="name"
                  pagination={{ pageSize: 12, hideOnSinglePage: true, size: 'small' }}
                  dataSource={events.filter(fits)}
                  columns={[
                    { title: t('dictionary.events'), dataIndex: 'name' },
                    {
                      title: t('dictionary.properties'),
                      render: (_, { properties }) => (
                        <span className="tl-faint">{properties.join(', ')}</span>
                      ),
                    },
                    {
                      title: t('dictionary.times'),
                      align: 'right',
                      className: 'tl-number',
                      render: (_, { count }) => format.number(count),
                    },
                  ]}
                />
              </div>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
