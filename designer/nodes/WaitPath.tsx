import { Input, Segmented } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { objectAt, orNone, replaceAt, textAt, withFields } from '../fields/draft.ts';
import { EventNameField } from '../fields/NameField.tsx';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { OrderedHead } from '../fields/OrderedHead.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';

interface HeardFieldsProps {
  rule: JsonObject;
  label: string;
  put(rule: JsonObject, key?: string): void;
}

/** An event to listen for: its name, its properties, and whose run it belongs to. */
export function HeardFields({ rule, label, put }: HeardFieldsProps) {
  const { t } = useEditorWords();
  const where = objectAt(rule, 'where');
  return (
    <>
      <EventNameField
        label={`${label}: ${t('field.event')}`}
        placeholder={t('field.event')}
        value={textAt(rule, 'event')}
        change={(event) => put(withFields(rule, { event }), `${label}.event`)}
      />
      <OptionalPart
        label={t('waitFor.where')}
        isOn={where !== undefined}
        turn={(on) => put(withFields(rule, { where: on ? { type: 'all', of: [] } : undefined }))}
      >
        <ConditionBuilder
          scope="where"
          value={where}
          change={(next) => put(withFields(rule, { where: next }), `${label}.where`)}
        />
      </OptionalPart>
      <Input
        aria-label={`${label}: ${t('field.key')}`}
        placeholder={`${t('field.key')} (${t('field.optional')})`}
        title={t('waitFor.keyHint')}
        value={textAt(rule, 'key')}
        onChange={(event) => put(withFields(rule, { key: orNone(event.target.value) }), `${label}.key`)}
      />
    </>
  );
}

interface WaitPathProps {
  paths: readonly JsonObject[];
  index: number;
  put(paths: JsonObject[], key?: string): void;
}

/** One path of a wait: an event, or a condition that becomes true. */
export function WaitPath({ paths, index, put }: WaitPathProps) {
  const { t } = useEditorWords();
  const path = paths[index] ?? {};
  const id = textAt(path, 'id');
  const condition = objectAt(path, 'condition');
  const write = (next: JsonObject, key?: string) => put(replaceAt(paths, index, next), key);
  const turnInto = (kind: string): JsonObject => {
    const rest = withFields(path, {
      event: undefined,
      where: undefined,
      key: undefined,
      condition: undefined,
    });
    return kind === 'event' ? { ...rest, event: '' } : { ...rest, condition: { type: 'all', of: [] } };
  };
  return (
    <div className="tl-card-row">
      <OrderedHead items={paths} index={index} label={t('waitFor.name', { path: id })} put={put} />
      <Segmented
        size="small"
        aria-label={t('waitFor.kind', { path: id })}
        value={condition ? 'condition' : 'event'}
        options={[
          { value: 'event', label: t('waitFor.event') },
          { value: 'condition', label: t('waitFor.condition') },
        ]}
        onChange={(kind) => write(turnInto(kind))}
      />
      {condition ? (
        <ConditionBuilder
          value={condition}
          change={(next) => write(withFields(path, { condition: next }), `condition:${id}`)}
        />
      ) : (
        <HeardFields rule={path} label={id} put={write} />
      )}
    </div>
  );
}
