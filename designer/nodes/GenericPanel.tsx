import { Input, InputNumber, Select, Switch } from 'antd';
import { useMemo } from 'react';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { numberAt, textAt, textsAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { JsonField } from '../fields/JsonField.tsx';
import { TextsField } from '../fields/TextsField.tsx';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';
import { fieldsOf, type SettingsField } from './settingsSchema.ts';

interface ControlProps {
  field: SettingsField;
  id: string;
  settings: JsonObject;
  put(value: JsonValue | undefined): void;
}

function Control({ field: { name, shape }, id, settings, put }: ControlProps) {
  switch (shape.control) {
    case 'text':
      return (
        <Input
          id={id}
          value={textAt(settings, name)}
          onChange={(event) => put(event.target.value || undefined)}
        />
      );
    case 'number':
      return (
        <InputNumber
          id={id}
          className="tl-grow"
          value={numberAt(settings, name)}
          onChange={(number) => put(number ?? undefined)}
        />
      );
    case 'boolean':
      return (
        <span>
          <Switch id={id} size="small" checked={settings[name] === true} onChange={put} />
        </span>
      );
    case 'texts':
      return <TextsField id={id} value={textsAt(settings, name)} change={put} />;
    case 'choice':
      return (
        <Select
          id={id}
          allowClear
          value={textAt(settings, name) || null}
          options={shape.options.map((option) => ({ value: option, label: option }))}
          onChange={(option: string | null | undefined) => put(option ?? undefined)}
        />
      );
    case 'json':
      return <JsonField id={id} value={settings[name]} change={put} />;
  }
}

/** A form made from the schema of a kind's settings. */
export function GenericPanel({ nodeId, settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const kind = useEditor((state) => state.history.present.nodes[nodeId]?.kind ?? '');
  const registry = useEditor((state) => state.registry);
  const definition = registry.definitionOf({ kind });
  const fields = useMemo(() => (definition ? fieldsOf(definition.schema) : null), [definition]);
  if (!fields) {
    return (
      <>
        {!definition && <p className="tl-field-problem tl-is-error">{t('node.unknown', { kind })}</p>}
        <Field label={t('field.json')}>
          {(id) => (
            <JsonField
              id={id}
              value={settings}
              change={(value) => {
                if (typeof value === 'object' && value !== null && !Array.isArray(value)) change(value);
              }}
            />
          )}
        </Field>
      </>
    );
  }
  return fields.map((field) => (
    <Field
      key={field.name}
      name={field.name}
      label={field.title}
      hint={field.about}
      isOptional={!field.isRequired}
    >
      {(id) => (
        <Control
          field={field}
          id={id}
          settings={settings}
          put={(value) => change(withFields(settings, { [field.name]: value }), field.name)}
        />
      )}
    </Field>
  ));
}
