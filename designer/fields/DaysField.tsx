import { DAYS, type Day } from '../../shared/time.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';
import { useEditorWords } from '../text/useEditorWords.ts';

/** 1 January 2024 was a Monday */
const MONDAY_MS = Date.UTC(2024, 0, 1);

export function dayName(day: Day, locale: string): string {
  const at = new Date(MONDAY_MS + DAYS.indexOf(day) * DAY_MS);
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(at);
}

interface DaysFieldProps {
  value: readonly string[];
  change(value: Day[]): void;
  label: string;
}

export function DaysField({ value, change, label }: DaysFieldProps) {
  const { locale, t } = useEditorWords();
  const chosen = DAYS.filter((day) => value.includes(day));
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset here would be nested in the field's own */}
      <div className="tl-days" role="group" aria-label={label}>
        {DAYS.map((day) => {
          const isOn = chosen.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={isOn}
              className={isOn ? 'tl-is-on' : ''}
              onClick={() => change(DAYS.filter((other) => (other === day ? !isOn : chosen.includes(other))))}
            >
              {dayName(day, locale)}
            </button>
          );
        })}
      </div>
      {chosen.length === 0 && <p className="tl-field-hint">{t('field.everyDay')}</p>}
    </>
  );
}
