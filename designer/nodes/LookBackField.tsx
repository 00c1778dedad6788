import { Select } from 'antd';
import { DurationField } from '../fields/DurationField.tsx';
import { textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';

/** Whether what happened before arrival counts: not, since entry, or for a time. */
export function LookBackField({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const lookBack = textAt(settings, 'lookBack') || 'sinceEntry';
  const isDuration = lookBack !== 'none' && lookBack !== 'sinceEntry';
  const put = (next: string) =>
    change(withFields(settings, { lookBack: next === 'sinceEntry' ? undefined : next }), 'lookBack');
  return (
    <Field label={t('waitFor.lookBack')} name="lookBack">
      {(id) => (
        <>
          <Select
            id={id}
            value={isDuration ? 'duration' : lookBack}
            options={(['sinceEntry', 'none', 'duration'] as const).map((value) => ({
              value: value as string,
              label: t(`waitFor.${value}`),
            }))}
            onChange={(next: string) => put(next === 'duration' ? 'P7D' : next)}
          />
          {isDuration && <DurationField label={t('waitFor.lookBack')} value={lookBack} change={put} />}
        </>
      )}
    </Field>
  );
}
