import { objectAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { NamedValues } from '../fields/NamedValues.tsx';
import { ValueField } from '../fields/ValueField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';

/** Properties that a node reads when the customer comes by. */
export function PropertiesField({ settings, change, hint }: PanelProps & { hint?: string }) {
  const { t } = useEditorWords();
  const label = t('field.properties');
  return (
    <Field label={label} name="properties" isGroup isOptional hint={hint}>
      <NamedValues
        label={label}
        stem="property"
        empty=""
        value={objectAt(settings, 'properties') ?? {}}
        change={(values) => {
          const properties = Object.keys(values).length > 0 ? values : undefined;
          change(withFields(settings, { properties }), 'properties');
        }}
      >
        {(value, put, rowLabel) => <ValueField label={rowLabel} value={value} change={put} />}
      </NamedValues>
    </Field>
  );
}
