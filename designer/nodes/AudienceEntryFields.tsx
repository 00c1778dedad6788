import { Checkbox } from 'antd';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { objectAt, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import { AudienceField } from './AudienceField.tsx';
import type { PanelProps } from './panel.ts';

/** Entering on coming into an audience or a condition, or on leaving it. */
export function AudienceEntryFields(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const when = textAt(settings, 'when') || 'enter';
  const watches = settings.audience === undefined ? 'condition' : 'audience';
  const watch = (next: string) =>
    change(
      next === 'audience'
        ? withFields(settings, { audience: '', condition: undefined })
        : withFields(settings, { audience: undefined, condition: { type: 'all', of: [] } }),
    );
  return (
    <>
      <ChoiceField
        label={t('trigger.when')}
        name="when"
        value={when}
        options={[
          { value: 'enter', label: t('trigger.enter') },
          { value: 'leave', label: t('trigger.leave') },
        ]}
        // current members enter only on entering
        change={(next) => change(withFields(settings, { when: next, includeCurrent: undefined }))}
      />
      <ChoiceField
        label={t('trigger.watches')}
        name="watches"
        value={watches}
        options={[
          { value: 'audience', label: t('trigger.anAudience') },
          { value: 'condition', label: t('trigger.aCondition') },
        ]}
        change={watch}
      />
      {watches === 'audience' ? (
        <AudienceField {...props} />
      ) : (
        <ConditionBuilder
          value={objectAt(settings, 'condition')}
          change={(next) => change(withFields(settings, { condition: next }), 'condition')}
        />
      )}
      {when === 'enter' && (
        <Field
          name="includeCurrent"
          hint={t('trigger.includeCurrentHint')}
          label={t('trigger.members')}
          isGroup
        >
          <Checkbox
            checked={settings.includeCurrent === true}
            onChange={(event) =>
              change(withFields(settings, { includeCurrent: event.target.checked || undefined }))
            }
          >
            {t('trigger.includeCurrent')}
          </Checkbox>
        </Field>
      )}
    </>
  );
}
