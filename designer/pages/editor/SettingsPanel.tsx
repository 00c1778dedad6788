import { CloseOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Slider, Switch } from 'antd';
import type { Condition } from '../../../shared/condition.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { changeJourney, type JourneyFields } from '../../commands/changeJourney.ts';
import { ChoiceField } from '../../fields/ChoiceField.tsx';
import { ConditionBuilder } from '../../fields/conditions/ConditionBuilder.tsx';
import { DateTextField } from '../../fields/DateTextField.tsx';
import { orNone } from '../../fields/draft.ts';
import { Field, FieldProblems } from '../../fields/Field.tsx';
import { OptionalPart } from '../../fields/OptionalPart.tsx';
import { ZoneField } from '../../fields/ZoneField.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorStore } from './EditorContext.tsx';
import { ExitRulesField } from './ExitRulesField.tsx';
import { documentOf, isReadOnly } from './editorStore.ts';
import { GoalsField } from './GoalsField.tsx';

type Change = (
  fields: { [Name in keyof JourneyFields]?: JourneyFields[Name] | undefined },
  key?: string,
) => void;

function useChange(): Change {
  const { edit } = useEditorStore().getState();
  return (fields, key) => edit((journey) => changeJourney(journey, fields), key);
}

function Basics() {
  const { t } = useEditorWords();
  const journey = useEditor(documentOf);
  const change = useChange();
  return (
    <>
      <Field label={t('settings.name')} name="name">
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={journey.name}
            onChange={(event) => change({ name: event.target.value }, 'name')}
          />
        )}
      </Field>
      <Field label={t('settings.description')} name="description" isOptional>
        {(id) => (
          <Input.TextArea
            id={id}
            maxLength={5000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={journey.description ?? ''}
            onChange={(event) => change({ description: orNone(event.target.value) }, 'description')}
          />
        )}
      </Field>
      <ChoiceField<Journey['class']>
        label={t('settings.class')}
        name="class"
        hint={t('settings.classHint')}
        value={journey.class}
        options={[
          { value: 'marketing', label: t('settings.marketing') },
          { value: 'service', label: t('settings.service') },
        ]}
        change={(next) => change({ class: next })}
      />
      <Field label={t('settings.timeZone')} name="timeZone" hint={t('settings.timeZoneHint')} isOptional>
        {(id) => (
          <ZoneField
            id={id}
            isRelative={false}
            value={journey.timeZone ?? ''}
            change={(timeZone) => change({ timeZone: orNone(timeZone) })}
          />
        )}
      </Field>
      <Field label={t('settings.priority')} name="priority" hint={t('settings.priorityHint')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            max={100}
            precision={0}
            value={journey.priority}
            onChange={(priority) => change({ priority: priority ?? 50 }, 'priority')}
          />
        )}
      </Field>
    </>
  );
}

function Dates() {
  const { t } = useEditorWords();
  const { starts, ends } = useEditor(documentOf);
  const change = useChange();
  return (
    <Field label={t('settings.dates')} name="starts" isGroup isOptional>
      <div className="tl-rows">
        <DateTextField
          hasTime
          label={t('settings.starts')}
          value={starts ?? ''}
          change={(next) => change({ starts: orNone(next) })}
        />
        <DateTextField
          hasTime
          label={t('settings.ends')}
          value={ends ?? ''}
          change={(next) => change({ ends: orNone(next) })}
        />
      </div>
    </Field>
  );
}

const HOLDOUT_MAX = 0.5;
const HOLDOUT_NEW = 0.05;

function Holdout() {
  const { t, percent } = useEditorWords();
  const holdout = useEditor((state) => documentOf(state).holdout);
  const change = useChange();
  return (
    <OptionalPart
      label={t('settings.holdout')}
      hint={t('settings.holdoutHint')}
      isOn={holdout !== undefined}
      turn={(on) => change({ holdout: on ? { share: HOLDOUT_NEW } : undefined })}
    >
      <Slider
        ariaLabelForHandle={t('settings.holdoutShare')}
        min={0}
        max={HOLDOUT_MAX * 100}
        step={0.5}
        value={(holdout?.share ?? 0) * 100}
        tooltip={{ formatter: (value) => percent((value ?? 0) / 100) }}
        onChange={(value) => change({ holdout: { share: value / 100 } }, 'holdout')}
      />
      <span className="tl-total">{percent(holdout?.share ?? 0)}</span>
    </OptionalPart>
  );
}

function Excluded() {
  const { t } = useEditorWords();
  const exclude = useEditor((state) => documentOf(state).exclude);
  const change = useChange();
  return (
    <OptionalPart
      label={t('settings.exclude')}
      hint={t('settings.excludeHint')}
      isOn={exclude !== undefined}
      turn={(on) => change({ exclude: on ? { type: 'any', of: [] } : undefined })}
    >
      <ConditionBuilder
        // a condition is JSON; its fields are optional, never undefined
        value={exclude as JsonObject | undefined}
        // while it is being filled in it may lack anything; it is saved once it is whole
        change={(next) => change({ exclude: next as unknown as Condition }, 'exclude')}
      />
    </OptionalPart>
  );
}

function Running() {
  const { t } = useEditorWords();
  const { versionPolicy, testMode } = useEditor(documentOf);
  const change = useChange();
  return (
    <>
      <ChoiceField<Journey['versionPolicy']>
        label={t('settings.versionPolicy')}
        name="versionPolicy"
        value={versionPolicy}
        options={[
          { value: 'pin', label: t('settings.pin') },
          { value: 'migrate', label: t('settings.migrate') },
        ]}
        change={(next) => change({ versionPolicy: next })}
      />
      <Field label={t('settings.testMode')} name="testMode">
        {(id) => (
          <span>
            <Switch id={id} size="small" checked={testMode} onChange={(next) => change({ testMode: next })} />
          </span>
        )}
      </Field>
    </>
  );
}

/** What holds for the journey as a whole. */
export function SettingsPanel({ close }: { close(): void }) {
  const { t } = useEditorWords();
  const problems = useEditor((state) => state.problems);
  const locked = useEditor(isReadOnly);
  return (
    <FieldProblems value={{ problems: problems.filter(({ nodeId }) => nodeId === undefined) }}>
      <header className="tl-drawer-head">
        <span className="tl-drawer-title">
          <h2>{t('settings.title')}</h2>
        </span>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('page.close')}
          disabled={false}
          onClick={close}
        />
      </header>
      <fieldset className="tl-plain tl-drawer-body" disabled={locked}>
        <Basics />
        <GoalsField />
        <ExitRulesField />
        <Excluded />
        <Holdout />
        <Dates />
        <Running />
      </fieldset>
    </FieldProblems>
  );
}
