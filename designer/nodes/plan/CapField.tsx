import { InputNumber } from 'antd';
import { Field } from '../../fields/Field.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';

interface CapFieldProps {
  label: string;
  value: number | null;
  change(value: number | undefined): void;
}

/** What values of a customer above it count as: few large ones would make a mean. */
export function CapField({ label, value, change }: CapFieldProps) {
  const { t } = useEditorWords();
  return (
    <Field label={t('plan.cap')} hint={t('plan.capHint')} isOptional>
      {(id) => (
        <InputNumber
          id={id}
          className="tl-effect"
          aria-label={`${label}: ${t('plan.cap')}`}
          min={0}
          suffix={t('plan.perCustomer')}
          value={value}
          onChange={(typed) => change(typed === null || typed <= 0 ? undefined : typed)}
        />
      )}
    </Field>
  );
}
