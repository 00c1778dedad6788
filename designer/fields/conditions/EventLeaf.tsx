import { InputNumber, Select } from 'antd';
import type { JsonObject } from '../../../shared/json.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { DurationField } from '../DurationField.tsx';
import { numberAt, objectAt, orNone, textAt, withFields } from '../draft.ts';
import { EventNameField } from '../NameField.tsx';
import { OptionalPart } from '../OptionalPart.tsx';
import { PathField } from '../PathField.tsx';
import { useNestedBuilder } from './nestedBuilder.ts';

interface LeafProps {
  value: JsonObject;
  change(value: JsonObject): void;
}

const NUMBER_OPS = ['>=', '<=', '=', '!=', '>', '<'] as const;

interface NumberComparisonProps extends LeafProps {
  label: string;
  after?: string;
}

function NumberComparison({ value, change, label, after }: NumberComparisonProps) {
  const { t } = useEditorWords();
  return (
    <div className="tl-row">
      <Select
        className="tl-operator"
        aria-label={`${label}: ${t('condition.operator')}`}
        value={textAt(value, 'op')}
        options={NUMBER_OPS.map((op) => ({ value: op as string, label: t(`operator.${op}`) }))}
        onChange={(op: string) => change(withFields(value, { op }))}
      />
      <InputNumber
        className="tl-grow"
        aria-label={`${label}: ${t('field.value')}`}
        value={numberAt(value, 'value')}
        onChange={(number) => change(withFields(value, { value: number ?? 0 }))}
      />
      {after && <span>{after}</span>}
    </div>
  );
}

/** Time and scope that conditions on the past have in common. */
export function PastLimits({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const within = textAt(value, 'within');
  return (
    <>
      <OptionalPart
        label={t('condition.limitTime')}
        isOn={within !== ''}
        turn={(on) => change(withFields(value, { within: on ? 'P30D' : undefined }))}
      >
        <DurationField
          label={t('condition.within')}
          value={within}
          change={(next) => change(withFields(value, { within: orNone(next) }))}
        />
      </OptionalPart>
      <Select
        aria-label={t('condition.since')}
        value={textAt(value, 'scope') || 'ever'}
        options={[
          { value: 'ever', label: t('condition.ever') },
          { value: 'enrollment', label: t('condition.enrollment') },
        ]}
        onChange={(scope: string) =>
          change(withFields(value, { scope: scope === 'ever' ? undefined : scope }))
        }
      />
    </>
  );
}

function Where({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const where = objectAt(value, 'where');
  const Builder = useNestedBuilder();
  return (
    <OptionalPart
      label={t('condition.where')}
      isOn={where !== undefined}
      turn={(on) => change(withFields(value, { where: on ? { type: 'all', of: [] } : undefined }))}
    >
      <Builder scope="where" value={where} change={(next) => change(withFields(value, { where: next }))} />
    </OptionalPart>
  );
}

export function EventLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  const count = objectAt(value, 'count');
  return (
    <>
      <EventNameField
        label={t('field.event')}
        value={textAt(value, 'event')}
        change={(event) => change(withFields(value, { event }))}
      />
      <OptionalPart
        label={t('condition.count')}
        isOn={count !== undefined}
        turn={(on) => change(withFields(value, { count: on ? { op: '>=', value: 1 } : undefined }))}
      >
        <NumberComparison
          label={t('condition.count')}
          after={t('condition.times')}
          value={count ?? {}}
          change={(next) => change(withFields(value, { count: next }))}
        />
      </OptionalPart>
      <PastLimits value={value} change={change} />
      <Where value={value} change={change} />
    </>
  );
}

export function EventSumLeaf({ value, change }: LeafProps) {
  const { t } = useEditorWords();
  return (
    <>
      <EventNameField
        label={t('field.event')}
        value={textAt(value, 'event')}
        change={(event) => change(withFields(value, { event }))}
      />
      <PathField
        label={t('condition.sumOf')}
        value={textAt(value, 'property')}
        change={(property) => change(withFields(value, { property }))}
      />
      <NumberComparison label={t('condition.eventSum')} value={value} change={change} />
      <PastLimits value={value} change={change} />
      <Where value={value} change={change} />
    </>
  );
}
