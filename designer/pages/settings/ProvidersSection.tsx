import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNELS } from '../../../shared/channel.ts';
import { useProviders } from '../../api/workspace.ts';
import { usePreferences } from '../../preferences.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { CarrierForm } from './CarrierForm.tsx';
import { Section } from './Section.tsx';

const INBOX = 'inbox';

/** Which provider carries each channel; saved one by one, at once. */
export function ProvidersSection() {
  const { t } = useTranslation('settings');
  const language = usePreferences((state) => state.language);
  const channelWords = useChannelWords();
  const query = useProviders();
  const [edited, setEdited] = useState<string>();
  return (
    <Section name="providers" about={t('providers.about')}>
      <Loaded query={query}>
        {({ items, carriers }) => {
          const channels = [...new Set<string>([...CHANNELS, ...carriers.map(({ channel }) => channel)])];
          const rows = channels.map(
            (channel) =>
              carriers.find((carrier) => carrier.channel === channel) ?? {
                channel,
                provider: INBOX,
                settings: {},
                secretsSet: [],
              },
          );
          const nameOf = (provider: string) =>
            items.find(({ name }) => name === provider)?.words.name[language] ?? provider;
          const carrier = rows.find(({ channel }) => channel === edited);
          return (
            <>
              <Table
                aria-label={t('section.providers')}
                size="small"
                rowKey="channel"
                pagination={false}
                dataSource={rows}
                columns={[
                  {
                    title: t('providers.channel'),
                    width: 140,
                    render: (_, { channel }) => channelWords(channel),
                  },
                  {
                    title: t('providers.provider'),
                    width: 160,
                    render: (_, { provider }) => <strong>{nameOf(provider)}</strong>,
                  },
                  {
                    title: t('providers.configured'),
                    ellipsis: true,
                    render: (_, { settings, secretsSet }) => (
                      <span className="tl-faint">
                        {[
                          ...Object.entries(settings).map(([name, value]) => `${name}: ${String(value)}`),
                          ...secretsSet.map((name) => `${name}: ••••`),
                        ].join(' · ')}
                      </span>
                    ),
                  },
                  {
                    title: <span className="tl-hidden-text">{t('providers.change')}</span>,
                    width: 90,
                    render: (_, { channel }) => (
                      <Button size="small" onClick={() => setEdited(channel)}>
                        {t('providers.change')}
                      </Button>
                    ),
                  },
                ]}
              />
              {carrier && (
                <CarrierForm
                  key={carrier.channel}
                  carrier={carrier}
                  providers={items}
                  onClose={() => setEdited(undefined)}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
