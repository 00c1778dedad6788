import { InputNumber, Select } from 'antd';
import { type Operator, PERIOD_UNITS } from '../../../shared/condition.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import type { DictionaryEntry } from '../../pages/editor/editorPort.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { ConstantField } from '../ConstantField.tsx';
import { asConstant, type ConstantKind } from '../constant.ts';
import { DateTextField } from '../DateTextField.tsx';
import { DurationField } from '../DurationField.tsx';
import { numberAt, textAt, withFields } from '../draft.ts';
import { TextsField } from '../TextsField.tsx';
import { operatorsFor, shapeOf, withOperator } from './operators.ts';

interface ComparisonRowProps {
  value: JsonObject;
  change(value: JsonObject): void;
  /** what the dictionary knows of the attribute */
  entry: DictionaryEntry | undefined;
  label: string;
  /** what stands to the left */
  of: 'attribute' | 'property';
}

type Side = Omit<ComparisonRowProps, 'change' | 'of'> & { put(value: JsonValue): void };

function constantKind(entry: DictionaryEntry | undefined): ConstantKind | undefined {
  return entry?.type === 'number' || entry?.type === 'boolean' || entry?.type === 'text'
    ? entry.type
    : undefined;
}

function Range({ value, put, label }: Side) {
  const { t } = useEditorWords();
  const [low, high] = Array.isArray(value.value) ? value.value : [];
  return (
    <span className="tl-row tl-grow">
      <ConstantField
        label={`${label}: ${t('condition.low')}`}
        kind="number"
        value={low}
        change={(next) => put([next, high ?? next])}
      />
      <span aria-hidden>–</span>
      <ConstantField
        label={`${label}: ${t('condition.high')}`}
        kind="number"
        value={high}
        change={(next) => put([low ?? next, next])}
      />
    </span>
  );
}

function Period({ value, put, label }: Side) {
  const { t } = useEditorWords();
  const period = isJsonObject(value.value) ? value.value : {};
  return (
    <span className="tl-row tl-grow">
      <Select
        className="tl-grow"
        aria-label={`${label}: ${t('condition.period')}`}
        value={numberAt(period, 'offset') ?? 0}
        options={[
          { value: -1, label: t('condition.last') },
          { value: 0, label: t('condition.this') },
          { value: 1, label: t('condition.next') },
        ]}
        onChange={(offset: number) => put({ ...period, offset })}
      />
      <Select
        className="tl-grow"
        aria-label={`${label}: ${t('field.unit')}`}
        value={textAt(period, 'unit') || 'month'}
        options={PERIOD_UNITS.map((unit) => ({
          value: unit as string,
          label: t(`condition.${unit}`),
        }))}
        onChange={(unit: string) => put({ ...period, unit })}
      />
    </span>
  );
}

/** Numbers stay numbers in a list: `in [100]` and `in ["100"]` are different conditions. */
function listOf(texts: readonly string[], entry: DictionaryEntry | undefined): JsonValue[] {
  return texts.map((text) => {
    const isNumber = entry?.type === 'number' || (entry?.type === undefined && /^-?\d+(\.\d+)?$/.test(text));
    return isNumber ? asConstant(text, 'number') : text;
  });
}

function RightSide(side: Side) {
  const { value, put, entry, label } = side;
  const { t } = useEditorWords();
  const valueLabel = `${label}: ${t('field.value')}`;
  switch (shapeOf(textAt(value, 'op'))) {
    case 'none':
      return null;
    case 'range':
      return <Range {...side} />;
    case 'period':
      return <Period {...side} />;
    case 'duration':
      return <DurationField label={valueLabel} value={textAt(value, 'value')} change={put} />;
    case 'date':
      return <DateTextField label={valueLabel} value={textAt(value, 'value')} change={put} />;
    case 'bound':
      return (
        <InputNumber
          className="tl-grow"
          aria-label={valueLabel}
          value={numberAt(value, 'value')}
          onChange={(number) => put(number ?? 0)}
        />
      );
    case 'list':
      return (
        <TextsField
          label={valueLabel}
          value={Array.isArray(value.value) ? value.value.map(String) : []}
          suggestions={entry?.values ?? []}
          change={(texts) => put(listOf(texts, entry))}
        />
      );
    default:
      return (
        <ConstantField
          label={valueLabel}
          value={value.value}
          kind={constantKind(entry)}
          suggestions={entry?.values}
          change={put}
        />
      );
  }
}

/** Operator and value; what stands to the right follows from the operator. */
export function ComparisonRow({ value, change, entry, label, of }: ComparisonRowProps) {
  const { t } = useEditorWords();
  const op = textAt(value, 'op');
  const offered = operatorsFor(entry?.type, of);
  const known = offered.find((operator) => operator === op)
    ? offered
    : [...offered, ...operatorsFor(undefined).filter((operator) => operator === op)];
  return (
    <div className="tl-row tl-wrap">
      <Select
        className="tl-operator"
        aria-label={`${label}: ${t('condition.operator')}`}
        value={op}
        popupMatchSelectWidth={false}
        options={known.map((operator) => ({ value: operator as string, label: t(`operator.${operator}`) }))}
        // the options are operators
        onChange={(next: string) => change(withOperator(value, next as Operator))}
      />
      <RightSide
        value={value}
        entry={entry}
        label={label}
        put={(next) => change(withFields(value, { value: next }))}
      />
      {shapeOf(op) === 'lasting' && (
        <div className="tl-rows tl-grow">
          <span>{t('condition.lastingFor')}</span>
          <DurationField
            label={`${label}: ${t('condition.lastingFor')}`}
            value={textAt(value, 'for')}
            change={(time) => change(withFields(value, { for: time }))}
          />
        </div>
      )}
    </div>
  );
}
