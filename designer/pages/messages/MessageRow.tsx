import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../../shared/api/deliveries.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { plainText } from '../../shell/plainText.ts';

interface MessageRowProps {
  message: DeliveryView;
  isChosen: boolean;
  onChoose: () => void;
}

const BEGINNING_LENGTH = 90;

function beginningOf({ channel, subject, body }: DeliveryView): string {
  return (subject ?? plainText(channel, body ?? '')).trim().slice(0, BEGINNING_LENGTH);
}

/** more than the way to the provider takes: quiet hours, a pause, another try */
const WAITED_MS = 60_000;

export function MessageRow({ message, isChosen, onChoose }: MessageRowProps) {
  const format = useFormat();
  const channelWords = useChannelWords();
  const { t } = useTranslation('messages');
  const { plannedAt } = message;
  const at = message.decidedAt ?? plannedAt;
  const hasWaited = Date.parse(at) - Date.parse(plannedAt) > WAITED_MS;
  return (
    <li>
      <button type="button" className="tl-message-row" aria-current={isChosen} onClick={onChoose}>
        <span className="tl-row">
          <span className="tl-chip">{message.channel === null ? '–' : channelWords(message.channel)}</span>
          <span className="tl-grow tl-ellipsis tl-tabular">{message.address ?? message.profileId}</span>
          <time className="tl-small tl-faint" dateTime={at} title={format.dateTime(at)}>
            {format.ago(at, Date.now())}
          </time>
        </span>
        <span className="tl-ellipsis tl-soft">{beginningOf(message)}</span>
        {hasWaited && (
          <span className="tl-small tl-faint">
            {t('waited', { planned: format.dateTime(plannedAt), sent: format.dateTime(at) })}
          </span>
        )}
      </button>
    </li>
  );
}
