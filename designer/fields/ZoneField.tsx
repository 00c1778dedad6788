import { Select } from 'antd';
import { useEditorWords } from '../text/useEditorWords.ts';

interface ZoneFieldProps {
  value: string;
  /** empty when cleared */
  change(value: string): void;
  id?: string | undefined;
  label?: string | undefined;
  /** whether "the customer's" and the like are meant here */
  isRelative?: boolean;
}

export function ZoneField({ value, change, id, label, isRelative = true }: ZoneFieldProps) {
  const { t } = useEditorWords();
  const relative = [
    { value: 'profile', label: t('field.zoneProfile') },
    { value: 'journey', label: t('field.zoneJourney') },
    { value: 'workspace', label: t('field.zoneWorkspace') },
  ];
  const named = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));
  return (
    <Select
      className="tl-grow"
      showSearch
      allowClear
      value={value === '' ? null : value}
      placeholder={isRelative ? t('field.zoneProfile') : t('field.zoneWorkspace')}
      options={isRelative ? [...relative, ...named] : [{ value: 'UTC', label: 'UTC' }, ...named]}
      onChange={(zone: string | undefined) => change(zone ?? '')}
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
    />
  );
}
