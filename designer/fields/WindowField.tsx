import type { JsonObject } from '../../shared/json.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { DaysField } from './DaysField.tsx';
import { orNone, textAt, textsAt, withFields } from './draft.ts';
import { LocalTimeField } from './LocalTimeField.tsx';
import { ZoneField } from './ZoneField.tsx';

interface WindowFieldProps {
  value: JsonObject;
  change(value: JsonObject): void;
}

/** `[from, to)` in local time, on some days of the week. */
export function WindowField({ value, change }: WindowFieldProps) {
  const { t } = useEditorWords();
  return (
    <div className="tl-nest">
      <div className="tl-row">
        <LocalTimeField
          label={t('field.from')}
          value={textAt(value, 'from')}
          change={(from) => change(withFields(value, { from }))}
        />
        <span aria-hidden>–</span>
        <LocalTimeField
          until
          label={t('field.to')}
          value={textAt(value, 'to')}
          change={(to) => change(withFields(value, { to }))}
        />
        <ZoneField
          label={t('field.zone')}
          value={textAt(value, 'zone')}
          change={(zone) => change(withFields(value, { zone: orNone(zone) }))}
        />
      </div>
      <p className="tl-field-hint">{t('field.midnight')}</p>
      <DaysField
        label={t('field.weekdays')}
        value={textsAt(value, 'days')}
        change={(days) => change(withFields(value, { days: days.length > 0 ? days : undefined }))}
      />
    </div>
  );
}
