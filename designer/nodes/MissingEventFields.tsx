import { Input } from 'antd';
import { DurationField } from '../fields/DurationField.tsx';
import { objectAt, orNone, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { EventNameField } from '../fields/NameField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';
import { WhereField } from './WhereField.tsx';

/** What did not follow, and how long it had time. */
export function MissingEventFields({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const missing = objectAt(settings, 'missing') ?? {};
  const put = (next: typeof missing, key?: string) =>
    change(withFields(settings, { missing: next }), key === undefined ? undefined : `missing.${key}`);
  return (
    <>
      <Field label={t('trigger.missing')} name="missing.event">
        {(id) => (
          <EventNameField
            id={id}
            value={textAt(missing, 'event')}
            change={(event) => put(withFields(missing, { event }), 'event')}
          />
        )}
      </Field>
      <div className="tl-nest">
        <WhereField rule={missing} put={put} />
        <Field label={t('trigger.missingKey')} name="missing.key" isOptional>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={textAt(missing, 'key')}
              onChange={(event) => put(withFields(missing, { key: orNone(event.target.value) }), 'key')}
            />
          )}
        </Field>
      </div>
      <Field label={t('trigger.missingWithin')} name="within" hint={t('trigger.missingHint')}>
        {(id) => (
          <DurationField
            id={id}
            label={t('trigger.missingWithin')}
            value={textAt(settings, 'within')}
            change={(within) => change(withFields(settings, { within }), 'within')}
          />
        )}
      </Field>
    </>
  );
}
