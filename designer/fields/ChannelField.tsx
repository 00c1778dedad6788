import { AutoComplete } from 'antd';
import { CHANNELS } from '../../shared/channel.ts';
import { useEditorWords } from '../text/useEditorWords.ts';

type KnownChannel = (typeof CHANNELS)[number];

export function isKnownChannel(id: string): id is KnownChannel {
  return CHANNELS.some((channel) => channel === id);
}

interface ChannelFieldProps {
  value: string;
  change(value: string): void;
  id?: string | undefined;
  label?: string | undefined;
  isOptional?: boolean;
}

/** Any id is a channel: a workspace may carry more than the product knows by name. */
export function ChannelField({ value, change, id, label, isOptional = false }: ChannelFieldProps) {
  const { t } = useEditorWords();
  return (
    <AutoComplete
      className="tl-grow"
      value={value}
      onChange={(channel: string) => change(channel ?? '')}
      options={CHANNELS.map((channel) => ({
        value: channel as string,
        label: (
          <span className="tl-option">
            <span>{t(`channel.${channel}`)}</span>
            <small>{channel}</small>
          </span>
        ),
      }))}
      {...(isOptional ? { placeholder: t('condition.anyChannel') } : {})}
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
    />
  );
}
