import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../../shared/api/profiles.ts';
import { useTimeline } from '../../api/profiles.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Command } from '../../shell/Command.tsx';
import { Fault } from '../../shell/Fault.tsx';
import { MoreRows } from '../../shell/MoreRows.tsx';
import { eventCommand } from './commands.ts';
import { TimelineEntry } from './TimelineEntry.tsx';

const kinds = ['all', 'event', 'delivery', 'step', 'entry', 'goal'] as const;

/** The one story of a customer: events, messages, steps, refusals and goals, newest first. */
export function Timeline({ profileId }: { profileId: string }) {
  const { t } = useTranslation('customers');
  const [kind, setKind] = useState<(typeof kinds)[number]>('all');
  const [eventId] = useState(() => crypto.randomUUID());
  const list = useTimeline(profileId);
  const { query, rows } = list;
  const shown = kind === 'all' ? rows : rows.filter((item) => item.type === kind);
  return (
    <section className="tl-card">
      <div className="tl-toolbar">
        <h2 className="tl-card-title">{t('timeline.title')}</h2>
        <span className="tl-small tl-faint tl-grow">
          {t('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        </span>
        <Segmented
          size="small"
          aria-label={t('timeline.show')}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t(`timeline.${value}`) }))}
        />
      </div>
      <div className="tl-card-body">
        {query.isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
        {query.error && !query.data && <Fault error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && (
          <div className="tl-stack-tight">
            <p className="tl-soft">{t('timeline.empty')}</p>
            <Command text={eventCommand(location.origin, profileId, eventId)} />
          </div>
        )}
        {rows.length > 0 && shown.length === 0 && (
          <p className="tl-soft">
            {t('timeline.noneOfThese')}{' '}
            <Button type="link" size="small" onClick={() => setKind('all')}>
              {t('timeline.all')}
            </Button>
          </p>
        )}
        <TimelineDays items={shown} />
      </div>
      <MoreRows list={list} />
    </section>
  );
}

/** Items under the day they happened on. */
function TimelineDays({ items }: { items: TimelineItem[] }) {
  const format = useFormat();
  const days = Map.groupBy(items, (item) => format.date(item.at));
  return [...days].map(([day, ofDay]) => (
    <section key={day} className="tl-day">
      <h3>{day}</h3>
      <ol className="tl-plain-list">
        {ofDay.map((item, index) => (
          // items have no id of their own, and the list only grows at its end
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <TimelineEntry key={`${item.type} ${item.at} ${index}`} item={item} />
        ))}
      </ol>
    </section>
  ));
}
