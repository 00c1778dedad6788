import { SwapRightOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import { useDictionary } from '../fields/dictionary.ts';
import { textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { ValueField } from '../fields/ValueField.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { PropertiesField } from './PropertiesField.tsx';
import type { NodePanel, PanelProps } from './panel.ts';

function JourneyField({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const { journeys } = useDictionary();
  const journey = textAt(settings, 'journey');
  const known = journeys.map(({ id, name }) => ({ value: id, label: name }));
  const isKnown = journey === '' || journeys.some(({ id }) => id === journey);
  return (
    <Field label={t('enrol.journey')} name="journey">
      {(id) => (
        <Select
          id={id}
          className="tl-grow"
          showSearch={{ optionFilterProp: 'label' }}
          value={journey || null}
          options={isKnown ? known : [...known, { value: journey, label: journey }]}
          onChange={(next: string) => change(withFields(settings, { journey: next }))}
        />
      )}
    </Field>
  );
}

function EnrolPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const mode = textAt(settings, 'mode') || 'start';
  return (
    <>
      <JourneyField {...props} />
      <ChoiceField
        label={t('enrol.mode')}
        name="mode"
        value={mode}
        options={[
          { value: 'start', label: t('enrol.start') },
          { value: 'handOver', label: t('enrol.handOver') },
        ]}
        change={(next) => change(withFields(settings, { mode: next }))}
      />
      <OptionalPart
        label={t('field.key')}
        hint={t('enrol.keyHint')}
        isOn={settings.key !== undefined}
        turn={(isOn) => change(withFields(settings, { key: isOn ? { path: 'key' } : undefined }))}
      >
        <ValueField
          label={t('field.key')}
          value={settings.key}
          change={(key) => change(withFields(settings, { key }), 'key')}
        />
      </OptionalPart>
      <PropertiesField {...props} hint={t('enrol.propertiesHint')} />
    </>
  );
}

function summary(settings: JsonObject, { t }: EditorWords): string {
  const journey = textAt(settings, 'journey');
  if (journey === '') return t('summary.notSet');
  return t(textAt(settings, 'mode') === 'handOver' ? 'summary.handOver' : 'summary.alsoStart', { journey });
}

export const enrol: NodePanel = { icon: SwapRightOutlined, summary, Panel: EnrolPanel };
