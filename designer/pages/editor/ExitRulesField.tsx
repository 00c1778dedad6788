import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { Condition, Where } from '../../../shared/condition.ts';
import type { ExitRule } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { changeJourney } from '../../commands/changeJourney.ts';
import { ConditionBuilder } from '../../fields/conditions/ConditionBuilder.tsx';
import { removeAt, replaceAt } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { OptionalPart } from '../../fields/OptionalPart.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { AddByEvent } from './AddByEvent.tsx';
import { useEditor, useEditorStore } from './EditorContext.tsx';
import { documentOf } from './editorStore.ts';

interface ExitRowProps {
  rule: ExitRule;
  write(rule: ExitRule): void;
  remove(): void;
}

function EventPart({
  rule,
  write,
}: {
  rule: Extract<ExitRule, { event: string }>;
  write(rule: ExitRule): void;
}) {
  const { t } = useEditorWords();
  const { where: _where, ...bare } = rule;
  return (
    <OptionalPart
      label={t('settings.goalWhere')}
      isOn={rule.where !== undefined}
      turn={(on) => write(on ? { ...bare, where: { type: 'all', of: [] } } : bare)}
    >
      <ConditionBuilder
        scope="where"
        // conditions are JSON; while one is being filled in it may lack anything
        value={rule.where as unknown as JsonObject}
        change={(next) => write({ ...bare, where: next as unknown as Where })}
      />
    </OptionalPart>
  );
}

function ExitRow({ rule, write, remove }: ExitRowProps) {
  const { t } = useEditorWords();
  const name = 'event' in rule ? rule.event : t('settings.addExitCondition');
  return (
    <div className="tl-card-row">
      <div className="tl-row">
        <b className="tl-grow">{name}</b>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('field.remove', { name })}
          onClick={remove}
        />
      </div>
      {'event' in rule ? (
        <EventPart rule={rule} write={write} />
      ) : (
        <ConditionBuilder
          // as above
          value={rule.condition as unknown as JsonObject}
          change={(next) => write({ ...rule, condition: next as unknown as Condition })}
        />
      )}
      <Field label={t('settings.exitReason')}>
        {(id) => (
          <Input
            id={id}
            maxLength={64}
            value={rule.reason}
            onChange={(event) => write({ ...rule, reason: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

/** What takes customers out before their end, from wherever they are. */
export function ExitRulesField() {
  const { t } = useEditorWords();
  const exits = useEditor((state) => documentOf(state).exits);
  const { edit } = useEditorStore().getState();
  const put = (next: ExitRule[], key?: string) =>
    edit((journey) => changeJourney(journey, { exits: next }), key);
  return (
    <Field label={t('settings.exits')} name="exits" hint={t('settings.exitsHint')} isGroup>
      <div className="tl-rows">
        {exits.map((rule, index) => (
          <ExitRow
            // biome-ignore lint/suspicious/noArrayIndexKey: exit rules have no id
            key={index}
            rule={rule}
            write={(next) => put(replaceAt(exits, index, next), `exit.${index}`)}
            remove={() => put(removeAt(exits, index))}
          />
        ))}
        <AddByEvent
          label={t('settings.newExit')}
          action={t('settings.addExitEvent')}
          add={(event) => put([...exits, { event, reason: 'exit' }])}
        />
        <span>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => put([...exits, { condition: { type: 'any', of: [] }, reason: 'exit' }])}
          >
            {t('settings.addExitCondition')}
          </Button>
        </span>
      </div>
    </Field>
  );
}
