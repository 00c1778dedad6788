import { HourglassOutlined } from '@ant-design/icons';
import { DurationField } from '../fields/DurationField.tsx';
import { objectAt, orNone, textAt, withFields } from '../fields/draft.ts';
import { describeDuration, simpleDuration } from '../fields/duration.ts';
import { Field } from '../fields/Field.tsx';
import { LocalTimeField } from '../fields/LocalTimeField.tsx';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { WindowField } from '../fields/WindowField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import { NEW_WINDOW } from './newWindow.ts';
import type { NodePanel, PanelProps } from './panel.ts';

/** A time of day has a meaning only after whole days. */
function isWholeDays(duration: string): boolean {
  const unit = simpleDuration(duration)?.unit;
  return unit === 'days' || unit === 'weeks';
}

function DelayPanel({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const duration = textAt(settings, 'duration');
  const at = textAt(settings, 'at');
  const jitter = textAt(settings, 'jitter');
  const window = objectAt(settings, 'window');
  return (
    <>
      <Field label={t('delay.duration')} name="duration">
        {(id) => (
          <DurationField
            id={id}
            label={t('delay.duration')}
            value={duration}
            change={(next) => change(withFields(settings, { duration: next }), 'duration')}
          />
        )}
      </Field>
      {(isWholeDays(duration) || at !== '') && (
        <Field label={t('delay.at')} name="at" hint={t('delay.atHint')} isOptional>
          {(id) => (
            <LocalTimeField
              id={id}
              value={at}
              change={(next) => change(withFields(settings, { at: orNone(next) }))}
            />
          )}
        </Field>
      )}
      <OptionalPart
        label={t('delay.jitter')}
        hint={t('delay.jitterHint')}
        isOn={jitter !== ''}
        turn={(on) => change(withFields(settings, { jitter: on ? 'PT1H' : undefined }))}
      >
        <DurationField
          label={t('delay.jitter')}
          value={jitter}
          change={(next) => change(withFields(settings, { jitter: orNone(next) }), 'jitter')}
        />
      </OptionalPart>
      <OptionalPart
        label={t('delay.window')}
        isOn={window !== undefined}
        turn={(on) => change(withFields(settings, { window: on ? NEW_WINDOW : undefined }))}
      >
        <WindowField value={window ?? {}} change={(next) => change(withFields(settings, { window: next }))} />
      </OptionalPart>
    </>
  );
}

export const delay: NodePanel = {
  icon: HourglassOutlined,
  summary: (settings, { t, locale }) => {
    const duration = textAt(settings, 'duration');
    if (duration === '') return t('summary.notSet');
    const time = describeDuration(duration, locale);
    const at = textAt(settings, 'at');
    const window = objectAt(settings, 'window');
    const first = at === '' ? time : t('summary.delayAt', { time, at });
    return window ? `${first} · ${textAt(window, 'from')}–${textAt(window, 'to')}` : first;
  },
  Panel: DelayPanel,
};
