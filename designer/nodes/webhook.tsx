import { ApiOutlined } from '@ant-design/icons';
import { Input, Segmented } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { DurationField } from '../fields/DurationField.tsx';
import { objectAt, orNone, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { NamedValues } from '../fields/NamedValues.tsx';
import { ValueField } from '../fields/ValueField.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { MoreSettings } from './MoreSettings.tsx';
import type { NodePanel, PanelProps } from './panel.ts';

const NEW_NAME = { headers: 'X-Header', body: 'field', keep: 'value' };

function Named({ settings, change, name }: PanelProps & { name: keyof typeof NEW_NAME }) {
  const { t } = useEditorWords();
  const label = t(`webhook.${name}`);
  return (
    <Field
      label={label}
      name={name}
      isGroup
      isOptional
      {...(name === 'keep' ? { hint: t('webhook.keepHint') } : {})}
    >
      <NamedValues
        label={label}
        stem={NEW_NAME[name]}
        empty=""
        value={objectAt(settings, name) ?? {}}
        change={(values) =>
          change(withFields(settings, { [name]: Object.keys(values).length > 0 ? values : undefined }), name)
        }
      >
        {(value, put, rowLabel) =>
          name === 'body' ? (
            <ValueField label={rowLabel} value={value} change={put} />
          ) : (
            <Input
              aria-label={rowLabel}
              placeholder={name === 'keep' ? t('webhook.responsePath') : ''}
              value={String(value)}
              onChange={(event) => put(event.target.value)}
            />
          )
        }
      </NamedValues>
    </Field>
  );
}

function WebhookPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  return (
    <>
      <Field label={t('webhook.url')} name="url">
        {(id) => (
          <Input
            id={id}
            type="url"
            placeholder="https://"
            maxLength={2000}
            value={textAt(settings, 'url')}
            onChange={(event) => change(withFields(settings, { url: event.target.value }), 'url')}
          />
        )}
      </Field>
      <Field label={t('webhook.method')} name="method" isGroup>
        <Segmented
          value={textAt(settings, 'method') || 'POST'}
          options={['POST', 'PUT', 'GET']}
          onChange={(method) => change(withFields(settings, { method }))}
        />
      </Field>
      <Named {...props} name="body" />
      <Named {...props} name="keep" />
      <MoreSettings>
        <Named {...props} name="headers" />
        <Field label={t('webhook.timeout')} name="timeout" hint={t('webhook.timeoutHint')} isOptional>
          {(id) => (
            <DurationField
              id={id}
              label={t('webhook.timeout')}
              units={['seconds', 'minutes']}
              value={textAt(settings, 'timeout')}
              change={(timeout) => change(withFields(settings, { timeout: orNone(timeout) }), 'timeout')}
            />
          )}
        </Field>
      </MoreSettings>
    </>
  );
}

function summary(settings: JsonObject, { t }: EditorWords): string {
  const url = textAt(settings, 'url');
  if (url === '') return t('summary.notSet');
  return `${textAt(settings, 'method') || 'POST'} ${url.replace(/^https?:\/\//, '')}`;
}

export const webhook: NodePanel = { icon: ApiOutlined, summary, Panel: WebhookPanel };
