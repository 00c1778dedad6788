import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../../shared/api/deliveries.ts';
import { CHANNELS } from '../../../shared/channel.ts';
import { useInbox } from '../../api/deliveries.ts';
import { useJourneyChoices } from '../../api/journeys.ts';
import type { List } from '../../api/useList.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { ListBody } from '../../shell/ListBody.tsx';
import { MoreRows } from '../../shell/MoreRows.tsx';
import { Page } from '../../shell/Page.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { MessageRow } from './MessageRow.tsx';
import { MessageView } from './MessageView.tsx';
import './messages.css';

/** The catch of the built-in inbox, read like mail. */
export function MessagesPage() {
  const { t } = useTranslation('messages');
  const channelWords = useChannelWords();
  const [channel, setChannel] = useState('');
  const [journey, setJourney] = useState<string>();
  const journeys = useJourneyChoices();
  const list = useInbox({ channel: channel === '' ? undefined : channel, journey });
  return (
    <Page title={t('title')} about={t('about')}>
      <ListBody
        list={list}
        isFiltered={channel !== '' || journey !== undefined}
        empty={<NoMessages />}
        toolbar={
          <>
            <Segmented
              aria-label={t('channelFilter')}
              value={channel}
              onChange={setChannel}
              options={[
                { value: '', label: t('all') },
                ...CHANNELS.map((value) => ({ value: value as string, label: channelWords(value) })),
              ]}
            />
            <Select
              allowClear
              style={{ width: 240 }}
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('journeyFilter')}
              placeholder={t('allJourneys')}
              value={journey}
              onChange={setJourney}
              options={journeys.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </>
        }
      >
        {list.query.isPending ? (
          <div className="tl-card-body">
            <Skeleton active title={false} paragraph={{ rows: 8 }} />
          </div>
        ) : (
          <MailCatcher list={list} />
        )}
      </ListBody>
    </Page>
  );
}

function NoMessages() {
  const { t } = useTranslation('messages');
  const navigate = useNavigate();
  return (
    <Teach
      title={t('empty.title')}
      actions={
        <>
          <Button type="primary" onClick={() => void navigate({ to: '/journeys' })}>
            {t('empty.journeys')}
          </Button>
          <Button onClick={() => void navigate({ to: '/settings', hash: 'providers' })}>
            {t('empty.providers')}
          </Button>
        </>
      }
    >
      <p>{t('empty.body')}</p>
    </Teach>
  );
}

/** The list and the message chosen from it; arrow keys walk the list. */
function MailCatcher({ list }: { list: List<DeliveryView> }) {
  const { t } = useTranslation('messages');
  const [chosenKey, choose] = useState<string>();
  const { rows } = list;
  const chosen = rows.find(({ key }) => key === chosenKey) ?? rows[0];
  return (
    <div className="tl-catcher">
      <div className="tl-catcher-list">
        <ul
          aria-label={t('list')}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            const next = step && chosen ? rows[rows.indexOf(chosen) + step] : undefined;
            if (!next) return;
            event.preventDefault();
            choose(next.key);
            const button = event.currentTarget.querySelectorAll('button')[rows.indexOf(next)];
            button?.focus();
          }}
        >
          {rows.map((message) => (
            <MessageRow
              key={message.key}
              message={message}
              isChosen={message === chosen}
              onChoose={() => choose(message.key)}
            />
          ))}
        </ul>
        <MoreRows list={list} />
      </div>
      <div className="tl-catcher-view">
        {chosen ? (
          <MessageView key={chosen.key} message={chosen} />
        ) : (
          <p className="tl-soft">{rows.length === 0 ? t('noMatch') : t('choose')}</p>
        )}
      </div>
    </div>
  );
}
