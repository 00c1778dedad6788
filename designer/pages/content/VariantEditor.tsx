import { Button, Dropdown, Input, Segmented } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../../shared/template.ts';
import { useDictionary } from '../../api/workspace.ts';
import { SyntaxHelp } from './SyntaxHelp.tsx';
import { bodyOf, LOCALES_OFFERED, subjectOf, variableTag, withBody, withSubject } from './templateDraft.ts';

interface VariantEditorProps {
  channel: string;
  locale: string;
  locales: readonly string[];
  content: Content;
  onLocale: (locale: string) => void;
  onAddLocale: (locale: string) => void;
  onRemoveLocale: () => void;
  onChange: (content: Content) => void;
}

/** The text of one channel in one language. */
export function VariantEditor(props: VariantEditorProps) {
  const { t } = useTranslation('content');
  const { channel, locale, locales, content, onChange } = props;
  const subjectId = useId();
  const bodyId = useId();
  const area = useRef<TextAreaRef>(null);
  const free = LOCALES_OFFERED.filter((candidate) => !locales.includes(candidate));
  const hasSubject = channel === 'email' || subjectOf(content) !== null;
  const body = bodyOf(content);

  const insert = (path: string) => {
    const element = area.current?.resizableTextArea?.textArea;
    const tag = variableTag(path);
    const from = element?.selectionStart ?? body.length;
    const to = element?.selectionEnd ?? body.length;
    onChange(withBody(content, body.slice(0, from) + tag + body.slice(to)));
    element?.focus();
  };

  return (
    <div className="tl-card-body tl-stack-tight">
      <div className="tl-row-wrap">
        <Segmented size="small" options={[...locales]} value={locale} onChange={props.onLocale} />
        {free.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: free.map((key) => ({ key, label: key })),
              onClick: ({ key }) => props.onAddLocale(key),
            }}
          >
            <Button size="small" type="link">
              {t('form.addLocale')}
            </Button>
          </Dropdown>
        )}
        {locales.length > 1 && (
          <Button size="small" type="link" onClick={props.onRemoveLocale}>
            {t('form.removeLocale')}
          </Button>
        )}
        <span className="tl-grow" />
        <InsertVariable onInsert={insert} />
      </div>
      {hasSubject && (
        <div>
          <label className="tl-label" htmlFor={subjectId}>
            {t('form.subject')}
          </label>
          <Input
            id={subjectId}
            maxLength={1000}
            value={subjectOf(content) ?? body}
            onChange={(event) => onChange(withSubject(content, event.target.value))}
          />
        </div>
      )}
      <div>
        <label className="tl-label" htmlFor={bodyId}>
          {channel === 'email' ? t('form.bodyHtml') : t('form.body')}
        </label>
        <Input.TextArea
          id={bodyId}
          ref={area}
          className={channel === 'email' ? 'tl-mono' : ''}
          autoSize={{ minRows: channel === 'email' ? 14 : 6, maxRows: 28 }}
          maxLength={64_000}
          value={body}
          onChange={(event) => onChange(withBody(content, event.target.value))}
        />
      </div>
      <SyntaxHelp />
    </div>
  );
}

function InsertVariable({ onInsert }: { onInsert: (path: string) => void }) {
  const { t } = useTranslation('content');
  const { data } = useDictionary();
  const names = data?.attributes.map(({ name }) => name) ?? [];
  const items =
    names.length === 0
      ? [{ key: '', label: t('form.noVariables'), disabled: true }]
      : names.map((key) => ({ key, label: key }));
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, style: { maxHeight: 320, overflow: 'auto' }, onClick: ({ key }) => onInsert(key) }}
    >
      <Button size="small">{t('form.insert')}</Button>
    </Dropdown>
  );
}
