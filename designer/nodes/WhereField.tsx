import type { JsonObject } from '../../shared/json.ts';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { objectAt, withFields } from '../fields/draft.ts';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';

interface WhereFieldProps {
  /** the object that has the event, and may have a `where` */
  rule: JsonObject;
  put(rule: JsonObject, key?: string): void;
}

/** Which events of the name count. */
export function WhereField({ rule, put }: WhereFieldProps) {
  const { t } = useEditorWords();
  const where = objectAt(rule, 'where');
  return (
    <OptionalPart
      label={t('trigger.where')}
      isOn={where !== undefined}
      turn={(on) => put(withFields(rule, { where: on ? { type: 'all', of: [] } : undefined }))}
    >
      <ConditionBuilder
        scope="where"
        value={where}
        change={(next) => put(withFields(rule, { where: next }), 'where')}
      />
    </OptionalPart>
  );
}
