import { InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/api/workspace.ts';
import { DurationField } from '../../fields/DurationField.tsx';
import { ChannelSelect } from './ChannelSelect.tsx';
import { Rows } from './Rows.tsx';
import { Section } from './Section.tsx';
import type { SettingsSectionProps } from './settingsSectionProps.ts';

const PER_SECOND_MAX = 100_000;
const PER_SECOND_MIN = 0.01;

export function SendingSection({ settings, change }: SettingsSectionProps) {
  const { t } = useTranslation('settings');
  const releaseId = useId();
  const attemptsId = useId();
  const rejectId = useId();
  const { retry } = settings;
  return (
    <Section name="sending" about={t('sending.about')}>
      <div className="tl-field-grid">
        <div>
          <label className="tl-label" htmlFor={releaseId}>
            {t('sending.release')}
          </label>
          <InputNumber
            id={releaseId}
            min={PER_SECOND_MIN}
            max={PER_SECOND_MAX}
            value={settings.releasePerSecond}
            onChange={(rate) => rate !== null && change({ releasePerSecond: rate })}
          />
        </div>
        <div>
          <label className="tl-label" htmlFor={attemptsId}>
            {t('sending.attempts')}
          </label>
          <InputNumber
            id={attemptsId}
            min={1}
            max={10}
            precision={0}
            value={retry.attempts}
            onChange={(attempts) => attempts !== null && change({ retry: { ...retry, attempts } })}
          />
        </div>
        <div>
          <span className="tl-label">{t('sending.first')}</span>
          <div className="tl-duration">
            <DurationField
              label={t('sending.first')}
              units={['seconds', 'minutes', 'hours']}
              value={retry.first}
              change={(first) => first !== '' && change({ retry: { ...retry, first } })}
            />
          </div>
        </div>
        <div>
          <label className="tl-label" htmlFor={rejectId}>
            {t('sending.reject')}
          </label>
          <Select
            id={rejectId}
            style={{ width: 200 }}
            value={settings.onProviderReject}
            onChange={(onProviderReject: Settings['onProviderReject']) => change({ onProviderReject })}
            options={(['advance', 'pauseJourney'] as const).map((value) => ({
              value,
              label: t(`sending.${value}`),
            }))}
          />
        </div>
      </div>
      <div>
        <span className="tl-label">{t('sending.limits')}</span>
        <Rows
          items={settings.limits}
          none={t('sending.limitsNone')}
          fresh={{ channel: 'sms', perSecond: 100 }}
          onChange={(limits) => change({ limits })}
          row={(limit, put) => (
            <div className="tl-row-wrap">
              <ChannelSelect
                value={limit.channel}
                onChange={(channel) => channel !== undefined && put({ ...limit, channel })}
              />
              <InputNumber
                aria-label={t('sending.perSecond')}
                style={{ width: 120 }}
                min={PER_SECOND_MIN}
                max={PER_SECOND_MAX}
                value={limit.perSecond}
                onChange={(perSecond) => perSecond !== null && put({ ...limit, perSecond })}
              />
              <span className="tl-soft">{t('sending.perSecond')}</span>
            </div>
          )}
        />
      </div>
    </Section>
  );
}
