import { Select } from 'antd';
import { useEditorWords } from '../text/useEditorWords.ts';
import { DurationField } from './DurationField.tsx';

interface OffsetFieldProps {
  value: string;
  /** empty: on the date itself */
  change(value: string): void;
  label: string;
}

/** A duration before or after a date. */
export function OffsetField({ value, change, label }: OffsetFieldProps) {
  const { t } = useEditorWords();
  const side = value === '' ? 'on' : value.startsWith('-') ? 'before' : 'after';
  const length = value.replace(/^-/, '');
  const put = (next: string, on: string) =>
    change(on === 'on' ? '' : `${on === 'before' ? '-' : ''}${next || 'P1D'}`);
  return (
    <>
      <Select
        aria-label={`${label}: ${t('field.beforeOrAfter')}`}
        value={side}
        options={[
          { value: 'before', label: t('field.before') },
          { value: 'on', label: t('field.onDate') },
          { value: 'after', label: t('field.after') },
        ]}
        onChange={(next: string) => put(length, next)}
      />
      {side !== 'on' && <DurationField label={label} value={length} change={(next) => put(next, side)} />}
    </>
  );
}
