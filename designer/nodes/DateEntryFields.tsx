import { Checkbox } from 'antd';
import { useDictionary } from '../fields/dictionary.ts';
import { orNone, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { LocalTimeField } from '../fields/LocalTimeField.tsx';
import { NameField } from '../fields/NameField.tsx';
import { OffsetField } from '../fields/OffsetField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';
import { ZoneSetting } from './ZoneSetting.tsx';

/** Entering on, before or after a date of the customer's own. */
export function DateEntryFields(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const { attributes } = useDictionary();
  return (
    <>
      <Field label={t('trigger.dateAttribute')} name="attribute">
        {(id) => (
          <NameField
            id={id}
            entries={attributes.filter(({ type }) => type === 'date' || type === undefined)}
            value={textAt(settings, 'attribute')}
            change={(attribute) => change(withFields(settings, { attribute }), 'attribute')}
          />
        )}
      </Field>
      <Field label={t('waitUntil.offset')} name="offset" isGroup>
        <OffsetField
          label={t('waitUntil.offset')}
          value={textAt(settings, 'offset')}
          change={(offset) => change(withFields(settings, { offset: orNone(offset) }), 'offset')}
        />
      </Field>
      <Field label={t('trigger.at')} name="at" isOptional>
        {(id) => (
          <LocalTimeField
            id={id}
            value={textAt(settings, 'at') || '09:00'}
            change={(at) => change(withFields(settings, { at: orNone(at) }))}
          />
        )}
      </Field>
      <Field label={t('trigger.howOften')} name="yearly" isGroup>
        <Checkbox
          checked={settings.yearly === true}
          onChange={(event) => change(withFields(settings, { yearly: event.target.checked || undefined }))}
        >
          {t('trigger.yearly')}
        </Checkbox>
      </Field>
      <ZoneSetting {...props} />
    </>
  );
}
