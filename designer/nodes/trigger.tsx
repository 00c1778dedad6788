import { ThunderboltOutlined } from '@ant-design/icons';
import { Input, Select } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { conditionText } from '../fields/conditions/conditionText.ts';
import { objectAt, orNone, textAt, withFields } from '../fields/draft.ts';
import { describeDuration } from '../fields/duration.ts';
import { Field } from '../fields/Field.tsx';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { AudienceEntryFields } from './AudienceEntryFields.tsx';
import { AudienceField } from './AudienceField.tsx';
import { DateEntryFields } from './DateEntryFields.tsx';
import { EventSetting } from './EventSetting.tsx';
import { MissingEventFields } from './MissingEventFields.tsx';
import type { NodePanel, PanelProps } from './panel.ts';
import { ReentryField } from './ReentryField.tsx';
import { ScheduleFields } from './ScheduleFields.tsx';
import { WhereField } from './WhereField.tsx';

const SOURCES = [
  'event',
  'eventMissing',
  'audience',
  'date',
  'schedule',
  'business',
  'manual',
  'journey',
] as const;

/** What each way in needs before it can be filled in. */
const NEW_SOURCE: { readonly [on: string]: JsonObject } = {
  event: { event: '' },
  eventMissing: { event: '', missing: { event: '' }, within: 'PT2H' },
  date: { attribute: '' },
  schedule: { start: '' },
  business: { event: '' },
};

/** Events, and who hands a customer over, may carry a business key. */
const KEYED: ReadonlySet<string> = new Set(['event', 'eventMissing', 'manual', 'journey']);

/** Who may enter is kept when the way in changes; the rest belongs to one way only. */
function withSource(settings: JsonObject, on: string): JsonObject {
  const { condition, reentry } = settings;
  const watched: JsonObject = on === 'audience' && condition === undefined ? { audience: '' } : {};
  return withFields({ on, ...NEW_SOURCE[on], ...watched }, { condition, reentry });
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

function EventFields(props: PanelProps) {
  const { t } = useEditorWords();
  return (
    <>
      <EventSetting {...props} hint={t('field.eventHint')} />
      <WhereField rule={props.settings} put={props.change} />
    </>
  );
}

function ConditionField({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const condition = objectAt(settings, 'condition');
  return (
    <OptionalPart
      label={t('trigger.condition')}
      hint={t('trigger.conditionHint')}
      isOn={condition !== undefined}
      turn={(isOn) => change(withFields(settings, { condition: isOn ? { type: 'all', of: [] } : undefined }))}
    >
      <ConditionBuilder
        value={condition}
        change={(next) => change(withFields(settings, { condition: next }), 'condition')}
      />
    </OptionalPart>
  );
}

function SourceFields({ on, ...props }: PanelProps & { on: string }) {
  switch (on) {
    case 'event':
      return <EventFields {...props} />;
    case 'eventMissing':
      return (
        <>
          <EventFields {...props} />
          <MissingEventFields {...props} />
        </>
      );
    case 'audience':
      return <AudienceEntryFields {...props} />;
    case 'date':
      return <DateEntryFields {...props} />;
    case 'schedule':
      return <ScheduleFields {...props} />;
    case 'business':
      return (
        <>
          <EventFields {...props} />
          <AudienceField {...props} isOptional />
        </>
      );
    default:
      return null;
  }
}

function TriggerPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const on = textAt(settings, 'on');
  return (
    <>
      <Field
        label={t('trigger.on')}
        name="on"
        hint={on === 'business' ? t('trigger.businessHint') : undefined}
      >
        {(id) => (
          <Select
            id={id}
            value={on}
            options={SOURCES.map((source) => ({ value: source as string, label: t(`trigger.${source}`) }))}
            onChange={(next: string) => change(withSource(settings, next))}
          />
        )}
      </Field>
      <SourceFields on={on} {...props} />
      {KEYED.has(on) && <KeyField {...props} />}
      {on !== 'audience' && <ConditionField {...props} />}
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

function audienceText(settings: JsonObject, words: EditorWords): string {
  const audience = textAt(settings, 'audience');
  const condition = objectAt(settings, 'condition');
  if (audience === '' && !condition) return words.t('summary.notSet');
  const who = audience === '' ? conditionText(condition ?? {}, words) : audience;
  return words.t(textAt(settings, 'when') === 'leave' ? 'summary.leaves' : 'summary.enters', { who });
}

function dateText(settings: JsonObject, words: EditorWords): string {
  const { t, locale } = words;
  const attribute = textAt(settings, 'attribute');
  if (attribute === '') return t('summary.notSet');
  const offset = textAt(settings, 'offset');
  const time = describeDuration(offset.replace(/^-/, ''), locale);
  const side =
    offset === ''
      ? t('summary.onTheDate')
      : t(offset.startsWith('-') ? 'summary.before' : 'summary.after', { time });
  const day = t('summary.untilDate', { offset: side, attribute });
  const at = textAt(settings, 'at') || '09:00';
  return t(settings.yearly === true ? 'summary.yearlyAt' : 'summary.dayAt', { day, at });
}

function eventText(settings: JsonObject, { t, locale }: EditorWords): string {
  const event = textAt(settings, 'event');
  if (event === '') return t('summary.notSet');
  if (textAt(settings, 'on') === 'business') return t('summary.onBusiness', { event });
  if (textAt(settings, 'on') !== 'eventMissing') return t('summary.onEvent', { event });
  const missing = textAt(objectAt(settings, 'missing') ?? {}, 'event');
  const time = describeDuration(textAt(settings, 'within'), locale);
  return missing === '' ? t('summary.notSet') : t('summary.onMissing', { event, missing, time });
}

function summary(settings: JsonObject, words: EditorWords): string {
  switch (textAt(settings, 'on')) {
    case 'audience':
      return audienceText(settings, words);
    case 'date':
      return dateText(settings, words);
    case 'schedule':
      return scheduleText(settings, words);
    case 'manual':
      return words.t('summary.byHand');
    case 'journey':
      return words.t('summary.byJourney');
    default:
      return eventText(settings, words);
  }
}

export const trigger: NodePanel = { icon: ThunderboltOutlined, summary, Panel: TriggerPanel };
