import { useTranslation } from 'react-i18next';
import { CHANNELS } from '../../shared/channel.ts';

/** What carries the calls of webhook nodes is set up like a channel. */
const KNOWN = [...CHANNELS, 'webhook'] as const;

/** What to call a channel; a workspace's own ones go by their id. */
export function useChannelWords(): (channel: string) => string {
  const { t } = useTranslation('words');
  return (channel) => {
    const known = KNOWN.find((candidate) => candidate === channel);
    return known ? t(`channel.${known}`) : channel;
  };
}

export function ChannelName({ channel }: { channel: string }) {
  const words = useChannelWords();
  return <span className="tl-chip">{words(channel)}</span>;
}
