import { InputNumber, Select } from 'antd';
import { DurationField } from '../fields/DurationField.tsx';
import { numberAt, objectAt, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';

/** Whether and how often a customer may enter again. */
export function ReentryField({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const reentry = objectAt(settings, 'reentry') ?? {};
  const mode = textAt(reentry, 'mode') || 'once';
  const put = (next: typeof reentry, key?: string) => change(withFields(settings, { reentry: next }), key);
  return (
    <>
      <Field label={t('trigger.reentry')} name="reentry">
        {(id) => (
          <Select
            id={id}
            value={mode}
            options={[
              { value: 'once', label: t('trigger.once') },
              { value: 'afterExit', label: t('trigger.afterExit') },
              { value: 'every', label: t('trigger.limited') },
              { value: 'parallel', label: t('trigger.parallel') },
            ]}
            onChange={(next: string) =>
              put(next === 'every' ? { mode: next, max: 1, within: 'P30D' } : { mode: next })
            }
          />
        )}
      </Field>
      {mode === 'every' && (
        <div className="tl-nest">
          <Field label={t('trigger.max')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={1000}
                precision={0}
                value={numberAt(reentry, 'max')}
                onChange={(max) => put(withFields(reentry, { max: max ?? undefined }), 'reentry.max')}
              />
            )}
          </Field>
          <Field label={t('trigger.within')}>
            {(id) => (
              <DurationField
                id={id}
                label={t('trigger.within')}
                value={textAt(reentry, 'within')}
                change={(within) => put(withFields(reentry, { within }), 'reentry.within')}
              />
            )}
          </Field>
        </div>
      )}
    </>
  );
}
