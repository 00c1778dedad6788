import { textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { EventNameField } from '../fields/NameField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';

/** The event a node is about. */
export function EventSetting({ settings, change, hint }: PanelProps & { hint: string }) {
  const { t } = useEditorWords();
  return (
    <Field label={t('field.event')} name="event" hint={hint}>
      {(id) => (
        <EventNameField
          id={id}
          value={textAt(settings, 'event')}
          change={(event) => change(withFields(settings, { event }), 'event')}
        />
      )}
    </Field>
  );
}
