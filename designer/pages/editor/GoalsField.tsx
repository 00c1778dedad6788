import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useEffect, useRef } from 'react';
import type { Where } from '../../../shared/condition.ts';
import type { Goal } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { changeJourney } from '../../commands/changeJourney.ts';
import { ConditionBuilder } from '../../fields/conditions/ConditionBuilder.tsx';
import { DurationField } from '../../fields/DurationField.tsx';
import { removeAt, replaceAt } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { OptionalPart } from '../../fields/OptionalPart.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { AddByEvent } from './AddByEvent.tsx';
import { useEditor, useEditorStore } from './EditorContext.tsx';
import { documentOf } from './editorStore.ts';
import { freeId } from './freeId.ts';

interface GoalRowProps {
  goals: readonly Goal[];
  index: number;
  put(goals: Goal[], key?: string): void;
}

/** Optional fields that are emptied leave the document. */
function withGoal(goal: Goal, fields: { [Name in keyof Goal]?: Goal[Name] | undefined }): Goal {
  const kept = Object.entries({ ...goal, ...fields }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Goal; // required fields are never given as undefined
}

function GoalRow({ goals, index, put }: GoalRowProps) {
  const { t } = useEditorWords();
  const goal = goals[index];
  if (!goal) return null;
  const write = (fields: Parameters<typeof withGoal>[1], key: string) =>
    put(replaceAt(goals, index, withGoal(goal, fields)), `goal.${goal.id}.${key}`);
  const makePrimary = (isPrimary: boolean) =>
    put(goals.map((other, at) => withGoal(other, { primary: at === index && isPrimary ? true : undefined })));
  return (
    <div className="tl-card-row">
      <div className="tl-row">
        <b className="tl-grow">{goal.event}</b>
        <Checkbox checked={goal.primary === true} onChange={(event) => makePrimary(event.target.checked)}>
          {t('settings.goalPrimary')}
        </Checkbox>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('field.remove', { name: goal.event })}
          onClick={() => put(removeAt(goals, index))}
        />
      </div>
      <Field label={t('settings.goalWithin')}>
        {(id) => (
          <DurationField
            id={id}
            label={t('settings.goalWithin')}
            value={goal.within}
            change={(within) => write({ within: within || 'P30D' }, 'within')}
          />
        )}
      </Field>
      <Checkbox checked={goal.exit} onChange={(event) => write({ exit: event.target.checked }, 'exit')}>
        {t('settings.goalExit')}
      </Checkbox>
      <Input
        aria-label={t('settings.goalValue')}
        placeholder={`${t('settings.goalValue')} (${t('field.optional')})`}
        value={goal.value ?? ''}
        onChange={(event) => write({ value: event.target.value || undefined }, 'value')}
      />
      <OptionalPart
        label={t('settings.goalWhere')}
        isOn={goal.where !== undefined}
        turn={(on) => write({ where: on ? { type: 'all', of: [] } : undefined }, 'where')}
      >
        <ConditionBuilder
          scope="where"
          // conditions are JSON; while one is being filled in it may lack anything
          value={goal.where as unknown as JsonObject}
          change={(next) => write({ where: next as unknown as Where }, 'where')}
        />
      </OptionalPart>
    </div>
  );
}

/** Events that count as success. */
export function GoalsField() {
  const { t } = useEditorWords();
  const goals = useEditor((state) => documentOf(state).goals);
  const { edit } = useEditorStore().getState();
  const put = (next: Goal[], key?: string) => edit((journey) => changeJourney(journey, { goals: next }), key);
  const rows = useRef<HTMLDivElement>(null);
  const asked = useEditor((state) => state.goalsAsked);
  useEffect(() => {
    if (!asked) return;
    rows.current?.scrollIntoView({ block: 'center' });
    // the last field of the list adds a goal
    [...(rows.current?.querySelectorAll('input') ?? [])].at(-1)?.focus({ preventScroll: true });
  }, [asked]);
  return (
    <Field label={t('settings.goals')} name="goals" isGroup>
      <div className="tl-rows" ref={rows}>
        {goals.map((goal, index) => (
          <GoalRow key={goal.id} goals={goals} index={index} put={put} />
        ))}
        <AddByEvent
          label={t('settings.newGoal')}
          action={t('settings.addGoal')}
          add={(event) => put([...goals, { id: freeId(event, goals), event, within: 'P30D', exit: true }])}
        />
      </div>
    </Field>
  );
}
