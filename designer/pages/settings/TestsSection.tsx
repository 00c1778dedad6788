import { Input, InputNumber, Switch } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { makeSalt } from '../../commands/makeSalt.ts';
import { TextsField } from '../../fields/TextsField.tsx';
import { Section } from './Section.tsx';
import type { SettingsSectionProps } from './settingsSectionProps.ts';

const SHARE_FIRST = 0.05;
/** percent */
const SHARE_MAX = 50;

export function TestsSection({ settings, change }: SettingsSectionProps) {
  const { t } = useTranslation('settings');
  const switchId = useId();
  const shareId = useId();
  const saltId = useId();
  const seedsId = useId();
  const { holdout } = settings;
  return (
    <Section name="tests" about={t('tests.about')}>
      <div className="tl-row">
        <Switch
          id={switchId}
          checked={holdout !== undefined}
          onChange={(isOn) =>
            change({ holdout: isOn ? { share: SHARE_FIRST, salt: makeSalt() } : undefined })
          }
        />
        <label htmlFor={switchId}>{t('tests.holdout')}</label>
      </div>
      {holdout && (
        <div className="tl-field-grid">
          <div>
            <label className="tl-label" htmlFor={shareId}>
              {t('tests.share')}
            </label>
            <InputNumber
              id={shareId}
              min={0}
              max={SHARE_MAX}
              step={0.5}
              suffix="%"
              value={Math.round(holdout.share * 10_000) / 100}
              onChange={(percent) =>
                percent !== null && change({ holdout: { ...holdout, share: percent / 100 } })
              }
            />
          </div>
          <div>
            <label className="tl-label" htmlFor={saltId}>
              {t('tests.salt')}
            </label>
            <Input
              id={saltId}
              maxLength={64}
              value={holdout.salt}
              onChange={({ target }) => change({ holdout: { ...holdout, salt: target.value } })}
            />
            <p className="tl-hint">{t('tests.saltHint')}</p>
          </div>
        </div>
      )}
      <div>
        <label className="tl-label" htmlFor={seedsId}>
          {t('tests.seeds')}
        </label>
        <div className="tl-row">
          <TextsField id={seedsId} value={settings.testSeeds} change={(testSeeds) => change({ testSeeds })} />
        </div>
        <p className="tl-hint">{t('tests.seedsHint')}</p>
      </div>
    </Section>
  );
}
