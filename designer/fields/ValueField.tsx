import { Segmented } from 'antd';
import type { JsonValue } from '../../shared/json.ts';
import { isPathValue } from '../../shared/value.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { ConstantField } from './ConstantField.tsx';
import { PathField } from './PathField.tsx';

interface ValueFieldProps {
  value: JsonValue | undefined;
  change(value: JsonValue): void;
  label: string;
}

/** A constant, or what a path holds when the customer comes by. */
export function ValueField({ value, change, label }: ValueFieldProps) {
  const { t } = useEditorWords();
  const path = value !== undefined && isPathValue(value) ? value.path : null;
  return (
    <div className="tl-value">
      <Segmented
        size="small"
        aria-label={`${label}: ${t('field.valueKind')}`}
        value={path === null ? 'constant' : 'path'}
        options={[
          { value: 'constant', label: t('field.constant') },
          { value: 'path', label: t('field.fromPath') },
        ]}
        onChange={(kind) => change(kind === 'path' ? { path: '' } : '')}
      />
      {path === null ? (
        <ConstantField label={label} value={value} change={change} />
      ) : (
        <PathField label={label} value={path} change={(next) => change({ path: next })} />
      )}
    </div>
  );
}
