import { Input, InputNumber, Select, Space } from 'antd';
import { useEditorWords } from '../text/useEditorWords.ts';
import { type DurationUnit, durationText, isElapsedUnit, simpleDuration } from './duration.ts';

interface DurationFieldProps {
  value: string;
  /** empty when cleared */
  change(value: string): void;
  id?: string | undefined;
  label: string;
  units?: readonly DurationUnit[];
}

const ALL_UNITS: readonly DurationUnit[] = ['minutes', 'hours', 'days', 'weeks', 'months'];
const UNIT_OF_NEW: DurationUnit = 'days';

function useUnitOptions(units: readonly DurationUnit[]) {
  const { t } = useEditorWords();
  const option = (unit: DurationUnit) => ({ value: unit as string, label: t(`field.${unit}`) });
  return [
    { label: t('field.elapsed'), options: units.filter(isElapsedUnit).map(option) },
    { label: t('field.calendar'), options: units.filter((unit) => !isElapsedUnit(unit)).map(option) },
    { label: t('field.custom'), options: [{ value: 'custom', label: t('field.custom') }] },
  ].filter(({ options }) => options.length > 0);
}

/** A number and a unit; elapsed hours and calendar days are different units, in words. */
export function DurationField({ value, change, id, label, units = ALL_UNITS }: DurationFieldProps) {
  const { t } = useEditorWords();
  const simple = simpleDuration(value);
  const isCustom = value !== '' && simple === null;
  const unit = simple?.unit ?? units.find((known) => known === UNIT_OF_NEW) ?? units[0] ?? UNIT_OF_NEW;
  const options = useUnitOptions(units.includes(unit) ? units : [...units, unit]);
  const amountProps = { ...(id ? { id } : {}), 'aria-label': `${label}: ${t('field.amount')}` };
  return (
    <>
      <Space.Compact block>
        {isCustom ? (
          <Input {...amountProps} value={value} onChange={(event) => change(event.target.value)} />
        ) : (
          <InputNumber
            {...amountProps}
            min={1}
            max={99_999}
            precision={0}
            value={simple?.amount ?? null}
            onChange={(amount) => change(amount === null ? '' : durationText({ amount, unit }))}
            className="tl-amount"
          />
        )}
        <Select
          aria-label={`${label}: ${t('field.unit')}`}
          className="tl-grow"
          value={isCustom ? 'custom' : unit}
          options={options}
          popupMatchSelectWidth={false}
          onChange={(next: string) => {
            if (next === 'custom') change('P1DT0H');
            // every other option is a unit
            else change(durationText({ amount: simple?.amount ?? 1, unit: next as DurationUnit }));
          }}
        />
      </Space.Compact>
      {simple && (
        <p className="tl-field-hint">{t(isElapsedUnit(unit) ? 'field.elapsedHint' : 'field.calendarHint')}</p>
      )}
    </>
  );
}
