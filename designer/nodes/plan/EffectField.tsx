import { InputNumber } from 'antd';
import { useEditorWords } from '../../text/useEditorWords.ts';

interface EffectFieldProps {
  id?: string;
  label: string;
  /** of customers, shown in percentage points; else in the value's own unit */
  isShare: boolean;
  value: number | null;
  change(value: number | undefined): void;
}

/** Digits that a share keeps when it was typed in percent: 0.1 points are 0.001, not 0.0010000000000000002. */
const SHARE_DIGITS = 8;

/** A size of an effect: people think in points, the plan keeps fractions. */
export function EffectField({ id, label, isShare, value, change }: EffectFieldProps) {
  const { t } = useEditorWords();
  return (
    <InputNumber
      className="tl-effect"
      aria-label={label}
      min={0}
      step={isShare ? 0.1 : 1}
      max={isShare ? 100 : Number.MAX_SAFE_INTEGER}
      suffix={isShare ? t('plan.points') : t('plan.perCustomer')}
      value={value === null || !isShare ? value : Number((value * 100).toFixed(SHARE_DIGITS - 2))}
      onChange={(typed) => {
        if (typed === null) change(undefined);
        else change(isShare ? Number((typed / 100).toFixed(SHARE_DIGITS)) : typed);
      }}
      {...(id ? { id } : {})}
    />
  );
}
