import {
  FlagOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  StopOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../../shared/api/profiles.ts';
import { isEndReason } from '../../../shared/refusal.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Json } from '../../shell/Json.tsx';
import { useOutletNames } from '../../shell/useOutletNames.ts';
import { useReasonWords } from '../../shell/useReasonWords.ts';
import { DeliveryLine } from './DeliveryLine.tsx';

type ItemOf<Type extends TimelineItem['type']> = Extract<TimelineItem, { type: Type }>;

const marks: { readonly [type in TimelineItem['type']]: ReactNode } = {
  event: <ThunderboltOutlined aria-hidden />,
  delivery: <MessageOutlined aria-hidden />,
  step: <NodeIndexOutlined aria-hidden />,
  entry: <StopOutlined aria-hidden />,
  goal: <FlagOutlined aria-hidden />,
};

/** One line of the story: what, when, and why. */
export function TimelineEntry({ item }: { item: TimelineItem }) {
  const format = useFormat();
  return (
    <li className="tl-entry" data-type={item.type}>
      <span className="tl-entry-mark" aria-hidden>
        {marks[item.type]}
      </span>
      <time className="tl-entry-time" dateTime={item.at} title={item.at}>
        {format.time(item.at)}
      </time>
      <div className="tl-grow">
        <EntryBody item={item} />
      </div>
    </li>
  );
}

function EntryBody({ item }: { item: TimelineItem }) {
  switch (item.type) {
    case 'event':
      return <EventLine item={item} />;
    case 'delivery':
      return <DeliveryLine delivery={item.delivery} />;
    case 'step':
      return <StepLine item={item} />;
    case 'entry':
      return <EntryLine item={item} />;
    case 'goal':
      return <GoalLine item={item} />;
  }
}

function EventLine({ item: { name, properties } }: { item: ItemOf<'event'> }) {
  return (
    <>
      <strong>{name}</strong>
      <div className="tl-row-wrap tl-small">
        {Object.entries(properties).map(([property, value]) => (
          <span key={property}>
            <span className="tl-faint">{property}</span> <Json value={value} />
          </span>
        ))}
      </div>
    </>
  );
}

function StepLine({ item: { step, journeyId } }: { item: ItemOf<'step'> }) {
  const { t } = useTranslation('customers');
  const journeyName = useJourneyNames();
  const reasonWords = useReasonWords();
  const outletName = useOutletNames(journeyId);
  const format = useFormat();
  const { node, outlet, reason, lateMs } = step;
  return (
    <>
      {outlet !== null
        ? t('timeline.left', { node, outlet: outletName(node, outlet) })
        : t(reason !== null && isEndReason(reason) ? 'timeline.ended' : 'timeline.stays', { node })}
      <p className="tl-small tl-faint">
        {journeyName(journeyId)}
        {reason !== null && ` · ${t('timeline.why', { reason: reasonWords(reason) })}`}
        {lateMs !== undefined &&
          ` · ${t('timeline.late', { seconds: format.number(Math.round(lateMs / 1000)) })}`}
      </p>
    </>
  );
}

function EntryLine({ item: { journeyId, decision, key } }: { item: ItemOf<'entry'> }) {
  const { t } = useTranslation('customers');
  const journeyName = useJourneyNames();
  const reasonWords = useReasonWords();
  const journey = journeyName(journeyId);
  return (
    <>
      {decision === 'held' ? t('timeline.heldEntry', { journey }) : t('timeline.refusedEntry', { journey })}
      <p className="tl-small tl-faint">
        {decision !== 'held' && t('timeline.why', { reason: reasonWords(decision) })}
        {key !== null && ` · ${t('from.key', { key })}`}
      </p>
    </>
  );
}

function GoalLine({ item: { goal, journeyId, value } }: { item: ItemOf<'goal'> }) {
  const { t } = useTranslation('customers');
  const journeyName = useJourneyNames();
  const format = useFormat();
  return (
    <>
      {t('timeline.goalReached', { goal, journey: journeyName(journeyId) })}
      {value !== null && (
        <p className="tl-small tl-faint">{t('timeline.worth', { value: format.number(value) })}</p>
      )}
    </>
  );
}
