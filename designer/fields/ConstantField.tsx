import { AutoComplete, InputNumber, Select, Space } from 'antd';
import type { Constant, JsonValue } from '../../shared/json.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { asConstant, type ConstantKind, kindOfConstant } from './constant.ts';

interface ConstantFieldProps {
  value: JsonValue | undefined;
  change(value: Constant): void;
  label: string;
  /** known from the dictionary; the choice of a kind is then left out */
  kind?: ConstantKind | undefined;
  suggestions?: readonly string[] | undefined;
}

function ConstantInput({ value, change, label, kind, suggestions = [] }: ConstantFieldProps) {
  const { t } = useEditorWords();
  switch (kind) {
    case 'number':
      return (
        <InputNumber
          className="tl-grow"
          aria-label={label}
          value={typeof value === 'number' ? value : null}
          onChange={(number) => change(number ?? 0)}
        />
      );
    case 'boolean':
      return (
        <Select
          className="tl-grow"
          aria-label={label}
          value={value === true ? 'yes' : 'no'}
          options={[
            { value: 'yes', label: t('field.yes') },
            { value: 'no', label: t('field.no') },
          ]}
          onChange={(chosen: string) => change(chosen === 'yes')}
        />
      );
    default:
      return (
        <AutoComplete
          className="tl-grow"
          aria-label={label}
          value={asConstant(value, 'text') as string}
          options={suggestions.map((text) => ({ value: text }))}
          onChange={(text: string) => change(text ?? '')}
        />
      );
  }
}

/** A text, a number or a yes/no: JSON tells `100` from `"100"`, so the operator must too. */
export function ConstantField(props: ConstantFieldProps) {
  const { t } = useEditorWords();
  if (props.kind) return <ConstantInput {...props} />;
  const kind = kindOfConstant(props.value);
  return (
    <Space.Compact className="tl-grow">
      <Select
        className="tl-constant-kind"
        aria-label={`${props.label}: ${t('field.valueKind')}`}
        value={kind}
        popupMatchSelectWidth={false}
        options={[
          { value: 'text', label: t('field.text') },
          { value: 'number', label: t('field.number') },
          { value: 'boolean', label: t('field.yesNo') },
        ]}
        onChange={(next: ConstantKind) => props.change(asConstant(props.value, next))}
      />
      <ConstantInput {...props} kind={kind} />
    </Space.Compact>
  );
}
