import { ThunderboltOutlined } from '@ant-design/icons';
import { Input, Segmented } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { objectAt, orNone, textAt, withFields } from '../fields/draft.ts';
import { describeDuration } from '../fields/duration.ts';
import { Field } from '../fields/Field.tsx';
import { EventNameField } from '../fields/NameField.tsx';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import type { NodePanel, PanelProps } from './panel.ts';
import { ReentryField } from './ReentryField.tsx';
import { ScheduleFields } from './ScheduleFields.tsx';

/** Who may enter is kept when the way in changes; the rest belongs to one way only. */
function withSource(settings: JsonObject, on: string): JsonObject {
  const { condition, reentry } = settings;
  const source: JsonObject = on === 'event' ? { event: '' } : on === 'schedule' ? { start: '' } : {};
  return withFields({ on, ...source }, { condition, reentry });
}

function KeyField({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  return (
    <Field label={t('field.key')} name="key" hint={t('trigger.keyHint')} isOptional>
      {(id) => (
        <Input
          id={id}
          maxLength={100}
          value={textAt(settings, 'key')}
          onChange={(event) => change(withFields(settings, { key: orNone(event.target.value) }), 'key')}
        />
      )}
    </Field>
  );
}

function EventFields({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const where = objectAt(settings, 'where');
  return (
    <>
      <Field label={t('field.event')} name="event" hint={t('field.eventHint')}>
        {(id) => (
          <EventNameField
            id={id}
            value={textAt(settings, 'event')}
            change={(event) => change(withFields(settings, { event }), 'event')}
          />
        )}
      </Field>
      <OptionalPart
        label={t('trigger.where')}
        isOn={where !== undefined}
        turn={(on) => change(withFields(settings, { where: on ? { type: 'all', of: [] } : undefined }))}
      >
        <ConditionBuilder
          scope="where"
          value={where}
          change={(next) => change(withFields(settings, { where: next }), 'where')}
        />
      </OptionalPart>
    </>
  );
}

function TriggerPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const on = textAt(settings, 'on');
  const condition = objectAt(settings, 'condition');
  return (
    <>
      <Field label={t('trigger.on')} name="on" isGroup>
        <Segmented
          block
          value={on}
          options={(['event', 'schedule', 'manual', 'journey'] as const).map((source) => ({
            value: source as string,
            label: t(`trigger.${source}`),
          }))}
          onChange={(next) => change(withSource(settings, next))}
        />
      </Field>
      {on === 'event' && <EventFields {...props} />}
      {on === 'schedule' && <ScheduleFields {...props} />}
      {on !== 'schedule' && <KeyField {...props} />}
      <OptionalPart
        label={t('trigger.condition')}
        hint={t('trigger.conditionHint')}
        isOn={condition !== undefined}
        turn={(isOn) =>
          change(withFields(settings, { condition: isOn ? { type: 'all', of: [] } : undefined }))
        }
      >
        <ConditionBuilder
          value={condition}
          change={(next) => change(withFields(settings, { condition: next }), 'condition')}
        />
      </OptionalPart>
      <ReentryField {...props} />
    </>
  );
}

function scheduleText(settings: JsonObject, { t, locale }: EditorWords): string {
  const start = textAt(settings, 'start').replace('T', ' ');
  if (start === '') return t('summary.notSet');
  const repeat = objectAt(settings, 'repeat');
  const schedule = repeat
    ? t('summary.every', { every: describeDuration(textAt(repeat, 'every'), locale), start })
    : t('summary.once', { start });
  const audience = textAt(settings, 'audience');
  return audience === '' ? schedule : t('summary.forAudience', { schedule, audience });
}

function summary(settings: JsonObject, words: EditorWords): string {
  switch (textAt(settings, 'on')) {
    case 'schedule':
      return scheduleText(settings, words);
    case 'manual':
      return words.t('summary.byHand');
    case 'journey':
      return words.t('summary.byJourney');
    default: {
      const event = textAt(settings, 'event');
      return event === '' ? words.t('summary.notSet') : words.t('summary.onEvent', { event });
    }
  }
}

export const trigger: NodePanel = { icon: ThunderboltOutlined, summary, Panel: TriggerPanel };
