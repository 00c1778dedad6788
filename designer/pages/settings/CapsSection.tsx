import { Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CAP_PERIODS, type Cap, isCapPeriod } from '../../../shared/workspace.ts';
import { DurationField } from '../../fields/DurationField.tsx';
import { ChannelSelect } from './ChannelSelect.tsx';
import { Rows } from './Rows.tsx';
import { Section } from './Section.tsx';
import type { SettingsSectionProps } from './settingsSectionProps.ts';
import { withOptional } from './withOptional.ts';

const ROLLING = 'rolling';
const freshCap: Cap = { max: 3, per: 'P7D', class: 'marketing' };

export function CapsSection({ settings, change }: SettingsSectionProps) {
  const { t } = useTranslation('settings');
  return (
    <Section name="caps" about={t('caps.about')}>
      <Rows
        items={settings.caps}
        none={t('caps.none')}
        fresh={freshCap}
        onChange={(caps) => change({ caps })}
        row={(cap, put) => <CapRow cap={cap} put={put} />}
      />
    </Section>
  );
}

function CapRow({ cap, put }: { cap: Cap; put: (cap: Cap) => void }) {
  const { t } = useTranslation('settings');
  const words = useTranslation('words').t;
  const isCalendar = isCapPeriod(cap.per);
  return (
    <div className="tl-row-wrap">
      <span className="tl-soft">{t('caps.max')}</span>
      <InputNumber
        aria-label={t('caps.max')}
        style={{ width: 80 }}
        min={0}
        max={10_000}
        precision={0}
        value={cap.max}
        onChange={(max) => put({ ...cap, max: max ?? 0 })}
      />
      <span className="tl-soft">{t('caps.per')}</span>
      <Select
        aria-label={t('caps.per')}
        style={{ width: 150 }}
        value={isCalendar ? cap.per : ROLLING}
        onChange={(per) => put({ ...cap, per: per === ROLLING ? 'P7D' : per })}
        options={[
          ...CAP_PERIODS.map((unit) => ({ value: unit as string, label: words(`per.${unit}`) })),
          { value: ROLLING, label: t('caps.rolling') },
        ]}
      />
      {!isCalendar && (
        <div className="tl-duration">
          <DurationField
            label={t('caps.period')}
            value={cap.per}
            change={(per) => put({ ...cap, per: per === '' ? 'P1D' : per })}
          />
        </div>
      )}
      <ChannelSelect value={cap.channel} onChange={(channel) => put(withOptional(cap, 'channel', channel))} />
      <Select
        aria-label={t('caps.class')}
        style={{ width: 100 }}
        value={cap.class}
        onChange={(journeyClass: Cap['class']) => put({ ...cap, class: journeyClass })}
        options={(['marketing', 'service'] as const).map((value) => ({
          value,
          label: words(`class.${value}`),
        }))}
      />
      <Input
        aria-label={t('caps.tag')}
        style={{ width: 120 }}
        placeholder={t('anyTag')}
        maxLength={64}
        value={cap.tag ?? ''}
        onChange={({ target: { value } }) => put(withOptional(cap, 'tag', value === '' ? undefined : value))}
      />
    </div>
  );
}
