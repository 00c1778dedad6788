import { UserSwitchOutlined } from '@ant-design/icons';
import type { JsonObject } from '../../shared/json.ts';
import { useDictionary } from '../fields/dictionary.ts';
import { objectAt, textsAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { NamedValues } from '../fields/NamedValues.tsx';
import { TextsField } from '../fields/TextsField.tsx';
import { ValueField } from '../fields/ValueField.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import type { NodePanel, PanelProps } from './panel.ts';

type ListName = 'remove' | 'addTags' | 'removeTags';

function Values({ settings, change, name }: PanelProps & { name: 'set' | 'add' }) {
  const { t } = useEditorWords();
  const { attributes } = useDictionary();
  const label = t(`profile.${name}`);
  return (
    <Field
      label={label}
      name={name}
      isGroup
      isOptional
      {...(name === 'add' ? { hint: t('profile.addHint') } : {})}
    >
      <NamedValues
        label={label}
        stem="attribute"
        empty={name === 'add' ? 1 : ''}
        entries={attributes}
        value={objectAt(settings, name) ?? {}}
        change={(values) =>
          change(withFields(settings, { [name]: Object.keys(values).length > 0 ? values : undefined }), name)
        }
      >
        {(value, put, rowLabel) => <ValueField label={rowLabel} value={value} change={put} />}
      </NamedValues>
    </Field>
  );
}

function Texts({ settings, change, name }: PanelProps & { name: ListName }) {
  const { t } = useEditorWords();
  const { attributes } = useDictionary();
  return (
    <Field label={t(`profile.${name}`)} name={name} isOptional>
      {(id) => (
        <TextsField
          id={id}
          value={textsAt(settings, name)}
          suggestions={name === 'remove' ? attributes.map((attribute) => attribute.name) : []}
          change={(texts) => change(withFields(settings, { [name]: texts.length > 0 ? texts : undefined }))}
        />
      )}
    </Field>
  );
}

function UpdateProfilePanel(props: PanelProps) {
  return (
    <>
      <Values {...props} name="set" />
      <Values {...props} name="add" />
      <Texts {...props} name="addTags" />
      <Texts {...props} name="removeTags" />
      <Texts {...props} name="remove" />
    </>
  );
}

function summary(settings: JsonObject, { t, list }: EditorWords): string {
  const keys = (name: string) => Object.keys(objectAt(settings, name) ?? {});
  const parts = [
    { names: keys('set'), key: 'summary.set' as const },
    { names: keys('add'), key: 'summary.add' as const },
    { names: textsAt(settings, 'addTags'), key: 'summary.tag' as const },
    { names: textsAt(settings, 'removeTags'), key: 'summary.untag' as const },
    { names: textsAt(settings, 'remove'), key: 'summary.drop' as const },
  ].filter(({ names }) => names.length > 0);
  if (parts.length === 0) return t('summary.notSet');
  return parts.map(({ names, key }) => t(key, { names: list(names) })).join(' · ');
}

export const updateProfile: NodePanel = { icon: UserSwitchOutlined, summary, Panel: UpdateProfilePanel };
