import { orNone, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { ZoneField } from '../fields/ZoneField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';

/** The zone whose days and times a node means. */
export function ZoneSetting({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  return (
    <Field label={t('field.zone')} name="zone" isOptional>
      {(id) => (
        <ZoneField
          id={id}
          value={textAt(settings, 'zone')}
          change={(zone) => change(withFields(settings, { zone: orNone(zone) }))}
        />
      )}
    </Field>
  );
}
