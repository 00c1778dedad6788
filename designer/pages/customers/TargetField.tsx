import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CHANNELS } from '../../../shared/channel.ts';
import { ATTRIBUTE_TYPES, type ImportTarget } from '../../../shared/importTargets.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';

interface TargetFieldProps {
  column: string;
  value: ImportTarget;
  onChange: (value: ImportTarget) => void;
}

const plain = ['id', 'tags', 'timeZone', 'locale', 'suppressed', 'skip'] as const;

/** One word of the list for every target; attributes get their name and type beside it. */
export function TargetField({ column, value, onChange }: TargetFieldProps) {
  const { t } = useTranslation('customers');
  const channelWords = useChannelWords();
  const channels = new Set<string>(CHANNELS);
  if ('channel' in value) channels.add(value.channel);
  const choices: { key: string; label: string; target: ImportTarget }[] = [
    {
      key: 'attribute',
      label: t('csv.targets.attribute'),
      target: { to: 'attribute', name: column.replace(/[\s.$]+/g, '_'), type: 'auto' },
    },
    ...plain.map((to) => ({ key: to, label: t(`csv.targets.${to}`), target: { to } })),
    ...[...channels].flatMap((channel) =>
      (['address', 'consent'] as const).map((to) => ({
        key: `${to} ${channel}`,
        label: t(`csv.targets.${to}`, { channel: channelWords(channel) }),
        target: to === 'address' ? { to, channel } : { to, channel, purpose: null },
      })),
    ),
  ];
  const key = 'channel' in value ? `${value.to} ${value.channel}` : value.to;
  return (
    <div className="tl-map-row">
      <Select
        style={{ width: 170 }}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={`${column}: ${t('csv.target')}`}
        value={key}
        options={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
        onChange={(chosen) => {
          const choice = choices.find((candidate) => candidate.key === chosen);
          if (choice) onChange(choice.target);
        }}
      />
      {value.to === 'attribute' && (
        <>
          <Input
            style={{ width: 150 }}
            aria-label={`${column}: ${t('csv.attributeName')}`}
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
          <Select
            style={{ width: 110 }}
            aria-label={`${column}: ${t('csv.attributeType')}`}
            value={value.type}
            onChange={(type) => onChange({ ...value, type })}
            options={ATTRIBUTE_TYPES.map((type) => ({ value: type, label: t(`csv.types.${type}`) }))}
          />
        </>
      )}
    </div>
  );
}
