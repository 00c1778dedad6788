import { InputNumber } from 'antd';
import { DateTextField } from '../../fields/DateTextField.tsx';
import { numberAt, orNone, textAt } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import type { PlanDraft } from './usePlan.ts';

/** How many customers, and until when. */
export function SizeFields({ plan, put }: PlanDraft) {
  const { t } = useEditorWords();
  return (
    <div className="tl-two">
      <Field label={t('plan.plannedCustomers')} name="plan.plannedCustomers" isOptional>
        {(id) => (
          <InputNumber
            id={id}
            className="tl-full"
            min={2}
            max={1_000_000_000}
            precision={0}
            value={numberAt(plan, 'plannedCustomers')}
            onChange={(typed) => put({ plannedCustomers: typed ?? undefined }, 'plannedCustomers')}
          />
        )}
      </Field>
      <Field label={t('plan.plannedEnd')} name="plan.plannedEnd" isOptional>
        {(id) => (
          <DateTextField
            id={id}
            value={textAt(plan, 'plannedEnd')}
            change={(plannedEnd) => put({ plannedEnd: orNone(plannedEnd) })}
          />
        )}
      </Field>
    </div>
  );
}
