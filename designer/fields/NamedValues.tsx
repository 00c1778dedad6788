import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { DictionaryEntry } from '../pages/editor/editorPort.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { NameField } from './NameField.tsx';

interface NamedValuesProps {
  value: JsonObject;
  change(value: JsonObject): void;
  label: string;
  /** a new row's name, made unique by a number */
  stem: string;
  empty: JsonValue;
  entries?: readonly DictionaryEntry[];
  children(value: JsonValue, change: (value: JsonValue) => void, label: string): ReactNode;
}

function freeName(value: JsonObject, stem: string): string {
  if (!Object.hasOwn(value, stem)) return stem;
  for (let number = 2; ; number++) if (!Object.hasOwn(value, `${stem}${number}`)) return `${stem}${number}`;
}

/** An object of named values as rows; a name that is taken is not written over. */
export function NamedValues({ value, change, label, stem, empty, entries = [], children }: NamedValuesProps) {
  const { t } = useEditorWords();
  const rows = Object.entries(value);
  const rename = (from: string, to: string) => {
    if (to === '' || Object.hasOwn(value, to)) return;
    change(Object.fromEntries(rows.map(([name, inner]) => [name === from ? to : name, inner])));
  };
  return (
    <div className="tl-rows">
      {rows.map(([name, inner], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed
        <div key={index} className="tl-card-row">
          <div className="tl-row">
            <NameField
              label={`${label}: ${t('field.nameOf')}`}
              value={name}
              change={(to) => rename(name, to)}
              entries={entries}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('field.remove', { name })}
              onClick={() => change(Object.fromEntries(rows.filter(([other]) => other !== name)))}
            />
          </div>
          {children(inner, (next) => change({ ...value, [name]: next }), `${label}: ${name}`)}
        </div>
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => change({ ...value, [freeName(value, stem)]: empty })}
      >
        {t('field.add')}
      </Button>
    </div>
  );
}
