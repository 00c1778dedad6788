import { Select } from 'antd';
import { useDictionary } from '../fields/dictionary.ts';
import { orNone, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';

interface AudienceFieldProps extends PanelProps {
  /** without an audience everybody is meant */
  isOptional?: boolean;
}

/** One of the workspace's audiences. */
export function AudienceField({ settings, change, isOptional = false }: AudienceFieldProps) {
  const { t } = useEditorWords();
  const { audiences } = useDictionary();
  return (
    <Field label={t('trigger.whichAudience')} name="audience" isOptional={isOptional}>
      {(id) => (
        <Select
          id={id}
          allowClear={isOptional}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={isOptional ? t('trigger.everybody') : undefined}
          value={orNone(textAt(settings, 'audience')) ?? null}
          options={audiences.map(({ id: value, name }) => ({ value, label: name }))}
          onChange={(audience: string | null | undefined) =>
            change(withFields(settings, { audience: audience ?? undefined }))
          }
        />
      )}
    </Field>
  );
}
