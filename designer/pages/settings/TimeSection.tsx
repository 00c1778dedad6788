import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { chinaYears, withChinaCalendar } from '../../../shared/chinaCalendar.ts';
import type { Window } from '../../../shared/time.ts';
import { DaysField } from '../../fields/DaysField.tsx';
import { LocalTimeField } from '../../fields/LocalTimeField.tsx';
import { TextsField } from '../../fields/TextsField.tsx';
import { ZoneField } from '../../fields/ZoneField.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { Rows } from './Rows.tsx';
import { Section } from './Section.tsx';
import type { SettingsSectionProps } from './settingsSectionProps.ts';
import { withOptional } from './withOptional.ts';

const freshWindow: Window = { from: '09:00', to: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] };

export function TimeSection({ settings, change }: SettingsSectionProps) {
  const { t } = useTranslation('settings');
  const zoneId = useId();
  return (
    <Section name="time" about={t('time.about')}>
      <div className="tl-narrow">
        <label className="tl-label" htmlFor={zoneId}>
          {t('time.zone')}
        </label>
        <div className="tl-row">
          <ZoneField
            id={zoneId}
            isRelative={false}
            value={settings.timeZone}
            change={(zone) => change({ timeZone: zone === '' ? 'UTC' : zone })}
          />
        </div>
      </div>
      <div>
        <span className="tl-label">{t('time.hours')}</span>
        <Rows
          items={settings.businessHours}
          none={t('time.noHours')}
          fresh={freshWindow}
          onChange={(businessHours) => change({ businessHours })}
          row={(window, put) => (
            <div className="tl-row-wrap">
              <LocalTimeField
                label={t('time.from')}
                value={window.from}
                change={(from) => put({ ...window, from })}
              />
              <span className="tl-soft">{t('time.to')}</span>
              <LocalTimeField
                until
                label={t('time.to')}
                value={window.to}
                change={(to) => put({ ...window, to })}
              />
              <DaysField
                label={t('time.days')}
                value={window.days ?? []}
                // no day chosen means every day, which the language writes by leaving the field out
                change={(days) => put(withOptional(window, 'days', days.length === 0 ? undefined : days))}
              />
            </div>
          )}
        />
        <p className="tl-hint">{t('time.hoursHint')}</p>
      </div>
      <DatesRow
        label={t('time.holidays')}
        value={settings.holidays}
        onChange={(holidays) => change({ holidays })}
      />
      <DatesRow
        label={t('time.workdays')}
        value={settings.workdays}
        onChange={(workdays) => change({ workdays })}
      />
      <ChinaCalendar settings={settings} change={change} />
    </Section>
  );
}

/** One click instead of fifty dates. */
function ChinaCalendar({ settings, change }: SettingsSectionProps) {
  const { t } = useTranslation('settings');
  const { list } = useEditorWords();
  const full = withChinaCalendar(settings);
  const isThere =
    full.holidays.length === settings.holidays.length && full.workdays.length === settings.workdays.length;
  const years = list(chinaYears.map(({ year }) => String(year)));
  return (
    <div>
      <Button size="small" disabled={isThere} onClick={() => change(full)}>
        {t('time.addChina', { years })}
      </Button>
      <p className="tl-hint">{isThere ? t('time.chinaThere') : t('time.chinaHint')}</p>
    </div>
  );
}

interface DatesRowProps {
  label: string;
  value: readonly string[];
  onChange: (dates: string[]) => void;
}

function DatesRow({ label, value, onChange }: DatesRowProps) {
  const { t } = useTranslation('settings');
  const id = useId();
  return (
    <div>
      <label className="tl-label" htmlFor={id}>
        {label}
      </label>
      <div className="tl-row">
        <TextsField id={id} value={value} change={(dates) => onChange([...dates].sort())} />
      </div>
      <p className="tl-hint">{t('time.dateHint')}</p>
    </div>
  );
}
