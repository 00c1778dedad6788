import { ClockCircleOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { DAYS } from '../../shared/time.ts';
import { DaysField, dayName } from '../fields/DaysField.tsx';
import { useDictionary } from '../fields/dictionary.ts';
import { listAt, objectAt, orNone, textAt, textsAt, withFields } from '../fields/draft.ts';
import { describeDuration } from '../fields/duration.ts';
import { Field } from '../fields/Field.tsx';
import { LocalTimeField } from '../fields/LocalTimeField.tsx';
import { OffsetField } from '../fields/OffsetField.tsx';
import { TextsField } from '../fields/TextsField.tsx';
import { WindowField } from '../fields/WindowField.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { NEW_WINDOW } from './newWindow.ts';
import type { NodePanel, PanelProps } from './panel.ts';
import { ZoneSetting } from './ZoneSetting.tsx';

/** Each form takes fields of its own and refuses those of the others. */
const NEW_FORM: { readonly [until: string]: JsonObject } = {
  date: { until: 'date', attribute: '' },
  time: { until: 'time', at: '09:00' },
  window: { until: 'window', window: NEW_WINDOW },
  businessHours: { until: 'businessHours' },
};

/** One path is written as itself, several as a list. */
function attributesOf(settings: JsonObject): readonly string[] {
  const single = textAt(settings, 'attribute');
  return single === '' ? textsAt(settings, 'attribute') : [single];
}

function DateForm({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const { attributes } = useDictionary();
  const dates = attributes.filter(({ type }) => type === 'date' || type === undefined);
  return (
    <>
      <Field label={t('waitUntil.attributes')} name="attribute">
        {(id) => (
          <TextsField
            id={id}
            value={attributesOf(settings)}
            suggestions={dates.map(({ name }) => name)}
            change={(paths) =>
              change(withFields(settings, { attribute: paths.length > 1 ? paths : (paths[0] ?? '') }))
            }
          />
        )}
      </Field>
      <Field label={t('waitUntil.offset')} name="offset" isGroup>
        <OffsetField
          label={t('waitUntil.offset')}
          value={textAt(settings, 'offset')}
          change={(offset) => change(withFields(settings, { offset: orNone(offset) }), 'offset')}
        />
      </Field>
      <Field label={t('waitUntil.onChange')} name="onChange">
        {(id) => (
          <Select
            id={id}
            value={textAt(settings, 'onChange') || 'freeze'}
            options={[
              { value: 'freeze', label: t('waitUntil.freeze') },
              { value: 'follow', label: t('waitUntil.follow') },
            ]}
            onChange={(next: string) =>
              change(withFields(settings, { onChange: next === 'freeze' ? undefined : next }))
            }
          />
        )}
      </Field>
    </>
  );
}

function TimeOfDay({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  return (
    <Field label={t('waitUntil.at')} name="at" isOptional>
      {(id) => (
        <LocalTimeField
          id={id}
          value={textAt(settings, 'at')}
          change={(at) => change(withFields(settings, { at: orNone(at) }))}
        />
      )}
    </Field>
  );
}

function WaitUntilPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const until = textAt(settings, 'until');
  return (
    <>
      <Field label={t('waitUntil.until')} name="until">
        {(id) => (
          <Select
            id={id}
            value={until}
            options={(['date', 'time', 'window', 'businessHours'] as const).map((form) => ({
              value: form as string,
              label: t(`waitUntil.${form}`),
            }))}
            onChange={(form: string) => change(NEW_FORM[form] ?? settings)}
          />
        )}
      </Field>
      {until === 'date' && <DateForm {...props} />}
      {(until === 'date' || until === 'time') && <TimeOfDay {...props} />}
      {until === 'time' && (
        <Field label={t('waitUntil.days')} name="days" isGroup>
          <DaysField
            label={t('waitUntil.days')}
            value={textsAt(settings, 'days')}
            change={(days) => change(withFields(settings, { days: days.length > 0 ? days : undefined }))}
          />
        </Field>
      )}
      {until === 'window' && (
        <Field label={t('waitUntil.window')} name="window" isGroup>
          <WindowField
            value={objectAt(settings, 'window') ?? {}}
            change={(window) => change(withFields(settings, { window }))}
          />
        </Field>
      )}
      {until !== 'window' && <ZoneSetting {...props} />}
    </>
  );
}

function timeText(settings: JsonObject, { t, list, locale }: EditorWords): string {
  const at = textAt(settings, 'at');
  const chosen = textsAt(settings, 'days');
  const days = list(DAYS.filter((day) => chosen.includes(day)).map((day) => dayName(day, locale)));
  if (days === '') return at === '' ? t('summary.notSet') : t('summary.untilAt', { at });
  return at === '' ? t('summary.untilDays', { days }) : t('summary.untilTime', { days, at });
}

function dateText(settings: JsonObject, words: EditorWords): string {
  const { t, locale } = words;
  const attribute =
    listAt(settings, 'attribute').length > 0
      ? words.list(attributesOf(settings))
      : textAt(settings, 'attribute');
  if (attribute === '') return t('summary.notSet');
  const written = textAt(settings, 'offset');
  const time = describeDuration(written.replace(/^-/, ''), locale);
  const offset =
    written === '' || /^-?P0/.test(written)
      ? t('summary.onTheDate')
      : t(written.startsWith('-') ? 'summary.before' : 'summary.after', { time });
  const at = textAt(settings, 'at');
  return `${t('summary.untilDate', { offset, attribute })}${at === '' ? '' : ` · ${at}`}`;
}

function summary(settings: JsonObject, words: EditorWords): string {
  switch (textAt(settings, 'until')) {
    case 'date':
      return dateText(settings, words);
    case 'time':
      return timeText(settings, words);
    case 'window': {
      const window = objectAt(settings, 'window') ?? {};
      return words.t('summary.window', { from: textAt(window, 'from'), to: textAt(window, 'to') });
    }
    case 'businessHours':
      return words.t('summary.businessHours');
    default:
      return words.t('summary.notSet');
  }
}

export const waitUntil: NodePanel = { icon: ClockCircleOutlined, summary, Panel: WaitUntilPanel };
