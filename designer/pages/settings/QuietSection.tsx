import { useTranslation } from 'react-i18next';
import type { QuietHours } from '../../../shared/workspace.ts';
import { DaysField } from '../../fields/DaysField.tsx';
import { DurationField } from '../../fields/DurationField.tsx';
import { LocalTimeField } from '../../fields/LocalTimeField.tsx';
import { ChannelSelect } from './ChannelSelect.tsx';
import { DayBar } from './DayBar.tsx';
import { Rows } from './Rows.tsx';
import { Section } from './Section.tsx';
import type { SettingsSectionProps } from './settingsSectionProps.ts';
import { withOptional } from './withOptional.ts';

const freshQuiet: QuietHours = { from: '21:00', to: '08:00', maxHold: 'P1D' };

export function QuietSection({ settings, change }: SettingsSectionProps) {
  const { t } = useTranslation('settings');
  return (
    <Section name="quiet" about={t('quiet.about')}>
      <Rows
        items={settings.quietHours}
        none={t('quiet.none')}
        fresh={freshQuiet}
        onChange={(quietHours) => change({ quietHours })}
        row={(quiet, put) => <QuietRow quiet={quiet} put={put} />}
      />
    </Section>
  );
}

function QuietRow({ quiet, put }: { quiet: QuietHours; put: (quiet: QuietHours) => void }) {
  const { t } = useTranslation('settings');
  return (
    <div className="tl-stack-tight">
      <DayBar from={quiet.from} to={quiet.to} words={t('quiet.bar', { from: quiet.from, to: quiet.to })} />
      <div className="tl-row-wrap">
        <LocalTimeField
          label={t('time.from')}
          value={quiet.from}
          change={(from) => put({ ...quiet, from })}
        />
        <span className="tl-soft">{t('time.to')}</span>
        <LocalTimeField until label={t('time.to')} value={quiet.to} change={(to) => put({ ...quiet, to })} />
        <DaysField
          label={t('time.days')}
          value={quiet.days ?? []}
          change={(days) => put(withOptional(quiet, 'days', days.length === 0 ? undefined : days))}
        />
        <ChannelSelect
          value={quiet.channel}
          onChange={(channel) => put(withOptional(quiet, 'channel', channel))}
        />
        <span className="tl-soft">{t('quiet.maxHold')}</span>
        <div className="tl-duration">
          <DurationField
            label={t('quiet.maxHold')}
            value={quiet.maxHold}
            change={(maxHold) => put({ ...quiet, maxHold: maxHold === '' ? 'P1D' : maxHold })}
          />
        </div>
      </div>
    </div>
  );
}
