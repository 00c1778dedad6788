import { InputNumber } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { DateTextField } from '../fields/DateTextField.tsx';
import { DaysField } from '../fields/DaysField.tsx';
import { DurationField } from '../fields/DurationField.tsx';
import { numberAt, objectAt, orNone, textAt, textsAt, withFields } from '../fields/draft.ts';
import { simpleDuration } from '../fields/duration.ts';
import { Field } from '../fields/Field.tsx';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import { AudienceField } from './AudienceField.tsx';
import type { PanelProps } from './panel.ts';
import { ZoneSetting } from './ZoneSetting.tsx';

interface RepeatProps {
  repeat: JsonObject;
  put(repeat: JsonObject, key?: string): void;
}

function RepeatFields({ repeat, put }: RepeatProps) {
  const { t } = useEditorWords();
  const every = textAt(repeat, 'every');
  const isWeekly = simpleDuration(every)?.unit === 'weeks';
  return (
    <div className="tl-nest">
      <Field label={t('trigger.every')} name="repeat.every">
        {(id) => (
          <DurationField
            id={id}
            label={t('trigger.every')}
            units={['days', 'weeks', 'months']}
            value={every}
            change={(next) => {
              const days = simpleDuration(next)?.unit === 'weeks' ? repeat.days : undefined;
              put(withFields(repeat, { every: next, days }), 'repeat.every');
            }}
          />
        )}
      </Field>
      {isWeekly && (
        <Field label={t('trigger.repeatDays')} name="repeat.days" isGroup>
          <DaysField
            label={t('trigger.repeatDays')}
            value={textsAt(repeat, 'days')}
            change={(days) => put(withFields(repeat, { days: days.length > 0 ? days : undefined }))}
          />
        </Field>
      )}
      <Field label={t('trigger.times')} name="repeat.times" isOptional>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={10_000}
            precision={0}
            value={numberAt(repeat, 'times')}
            onChange={(times) => put(withFields(repeat, { times: times ?? undefined }), 'repeat.times')}
          />
        )}
      </Field>
      <Field label={t('trigger.until')} name="repeat.until" isOptional>
        {(id) => (
          <DateTextField
            id={id}
            hasTime
            value={textAt(repeat, 'until')}
            change={(until) => put(withFields(repeat, { until: orNone(until) }))}
          />
        )}
      </Field>
    </div>
  );
}

export function ScheduleFields(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const repeat = objectAt(settings, 'repeat');
  return (
    <>
      <Field label={t('trigger.start')} name="start">
        {(id) => (
          <DateTextField
            id={id}
            hasTime
            value={textAt(settings, 'start')}
            change={(start) => change(withFields(settings, { start }))}
          />
        )}
      </Field>
      <ZoneSetting {...props} />
      <OptionalPart
        label={t('trigger.repeat')}
        isOn={repeat !== undefined}
        turn={(on) => change(withFields(settings, { repeat: on ? { every: 'P1D' } : undefined }))}
      >
        <RepeatFields
          repeat={repeat ?? {}}
          put={(next, key) => change(withFields(settings, { repeat: next }), key)}
        />
      </OptionalPart>
      <AudienceField {...props} isOptional />
    </>
  );
}
