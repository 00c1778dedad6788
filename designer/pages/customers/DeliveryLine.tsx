import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../../shared/api/deliveries.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { DeliveryTag } from '../../shell/DeliveryTag.tsx';
import { useReasonSentence } from '../../shell/useReasonWords.ts';

/** A message in the story: on which channel, what became of it, why, and its text. */
export function DeliveryLine({ delivery }: { delivery: DeliveryView }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const channelWords = useChannelWords();
  const journeyName = useJourneyNames();
  const sentence = useReasonSentence();
  const { channel, template, reason, hold, subject, body } = delivery;
  return (
    <>
      <span className="tl-row-wrap">
        {channel === null
          ? t('timeline.call')
          : t('timeline.channelTemplate', { channel: channelWords(channel), template: template ?? '' })}
        <DeliveryTag status={delivery.status} />
      </span>
      {reason !== null && <p className="tl-small">{sentence(reason)}</p>}
      {hold !== null && (
        <p className="tl-small">
          {t('timeline.held', { time: format.dateTime(delivery.dueAt), reason: t(`timeline.hold.${hold}`) })}
        </p>
      )}
      <p className="tl-small tl-faint">
        <bdi>{journeyName(delivery.journeyId)}</bdi> · {delivery.node}
      </p>
      {body !== null && (
        <details className="tl-small tl-soft">
          <summary>{subject ?? t('timeline.text')}</summary>
          <pre className="tl-message-text">{body}</pre>
        </details>
      )}
    </>
  );
}
