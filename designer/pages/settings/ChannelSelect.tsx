import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CHANNELS } from '../../../shared/channel.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';

interface ChannelSelectProps {
  /** undefined: every channel */
  value: string | undefined;
  onChange: (channel: string | undefined) => void;
}

export function ChannelSelect({ value, onChange }: ChannelSelectProps) {
  const { t } = useTranslation('settings');
  const channelWords = useChannelWords();
  const channels = new Set<string>([...CHANNELS, ...(value === undefined ? [] : [value])]);
  return (
    <Select
      allowClear
      style={{ width: 130 }}
      aria-label={t('caps.channel')}
      placeholder={t('anyChannel')}
      value={value}
      onChange={onChange}
      options={[...channels].map((channel) => ({ value: channel, label: channelWords(channel) }))}
    />
  );
}
