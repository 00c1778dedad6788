import { Input } from 'antd';
import { useState } from 'react';
import type { JsonValue } from '../../shared/json.ts';
import { useEditorWords } from '../text/useEditorWords.ts';

interface JsonFieldProps {
  value: JsonValue | undefined;
  change(value: JsonValue | undefined): void;
  id?: string | undefined;
  label?: string | undefined;
}

/** Whatever has no field of its own, as JSON text; kept to itself until it can be read. */
export function JsonField({ value, change, id, label }: JsonFieldProps) {
  const { t } = useEditorWords();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === undefined ? '' : JSON.stringify(value, null, 2));
  const read = (next: string) => {
    if (next.trim() === '') {
      setTyped(null);
      change(undefined);
      return;
    }
    try {
      change(JSON.parse(next) as JsonValue); // JSON.parse yields nothing else
      setTyped(next);
    } catch {
      setTyped(next);
    }
  };
  const isBroken = typed !== null && JSON.stringify(value, null, 2) !== typed && !isJson(typed);
  return (
    <>
      <Input.TextArea
        className="tl-mono"
        autoSize={{ minRows: 2, maxRows: 12 }}
        value={text}
        status={isBroken ? 'warning' : ''}
        onChange={(event) => read(event.target.value)}
        onBlur={() => {
          if (!isBroken) setTyped(null);
        }}
        {...(id ? { id } : {})}
        {...(label ? { 'aria-label': label } : {})}
      />
      {isBroken && <p className="tl-field-hint">{t('field.wrongJson')}</p>}
    </>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
