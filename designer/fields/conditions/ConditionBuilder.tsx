import { DeleteOutlined, PlusOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented, Tooltip } from 'antd';
import type { JsonObject } from '../../../shared/json.ts';
import { makeSalt } from '../../commands/makeSalt.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { objectAt, objectsAt, removeAt, replaceAt, textAt } from '../draft.ts';
import { isLeafType, leafTypes, newCondition, type Scope } from './conditionKinds.ts';
import { leafEditors } from './leaves.tsx';
import { type ConditionBuilderProps, NestedBuilder } from './nestedBuilder.ts';

interface ConditionProps {
  value: JsonObject;
  change(value: JsonObject): void;
  scope: Scope;
}

function isGroup(condition: JsonObject): boolean {
  return condition.type === 'all' || condition.type === 'any';
}

function AddCondition({ scope, add }: { scope: Scope; add(condition: JsonObject): void }) {
  const { t } = useEditorWords();
  const leaves = leafTypes(scope).map((type) => ({ key: type as string, label: t(`condition.${type}`) }));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [...leaves, { type: 'divider' as const }, { key: 'group', label: t('condition.group') }],
        onClick: ({ key }) => add(isLeafType(key) ? newCondition[key](makeSalt) : { type: 'any', of: [] }),
      }}
    >
      <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />}>
        {t('condition.add')}
      </Button>
    </Dropdown>
  );
}

/** `not` is shown as a mark on what it turns around, not as a level of its own. */
function Part({ value, change, scope, remove }: ConditionProps & { remove(): void }) {
  const { t } = useEditorWords();
  const isNot = value.type === 'not';
  const inner = isNot ? (objectAt(value, 'of') ?? {}) : value;
  const put = (next: JsonObject) => change(isNot ? { type: 'not', of: next } : next);
  const type = inner.type;
  const Leaf = isLeafType(type) ? leafEditors[type] : null;
  return (
    <li className={`tl-condition${isNot ? ' tl-is-not' : ''}`}>
      <div className="tl-condition-head">
        <span className="tl-condition-type">
          {isNot && <b>{t('condition.not')}</b>}
          {isLeafType(type) ? t(`condition.${type}`) : t('condition.group')}
        </span>
        <Tooltip title={t('condition.invert')}>
          <Button
            type="text"
            size="small"
            icon={<StopOutlined aria-hidden />}
            aria-label={t('condition.invert')}
            aria-pressed={isNot}
            onClick={() => change(isNot ? inner : { type: 'not', of: inner })}
          />
        </Tooltip>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('condition.remove')}
          onClick={remove}
        />
      </div>
      {Leaf ? <Leaf value={inner} change={put} /> : <Group value={inner} change={put} scope={scope} />}
    </li>
  );
}

function Group({ value, change, scope }: ConditionProps) {
  const { t } = useEditorWords();
  const parts = objectsAt(value, 'of');
  const type = textAt(value, 'type') === 'any' ? 'any' : 'all';
  const put = (of: JsonObject[]) => change({ type, of });
  const emptyWords =
    type === 'any' ? 'condition.nobody' : scope === 'where' ? 'condition.noneOfEvent' : 'condition.none';
  return (
    <div className="tl-condition-group">
      {parts.length !== 1 || type === 'any' ? (
        <Segmented
          size="small"
          aria-label={t('condition.match')}
          value={type}
          options={[
            { value: 'all', label: t('condition.all') },
            { value: 'any', label: t('condition.any') },
          ]}
          onChange={(next) => change({ type: next, of: [...parts] })}
        />
      ) : null}
      {parts.length === 0 && <p className="tl-field-hint">{t(emptyWords)}</p>}
      <ul className="tl-conditions">
        {parts.map((part, index) => (
          <Part
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no id, and keep their places
            key={index}
            value={part}
            scope={scope}
            change={(next) => put(replaceAt(parts, index, next))}
            remove={() => put(removeAt(parts, index))}
          />
        ))}
      </ul>
      <AddCondition scope={scope} add={(condition) => put([...parts, condition])} />
    </div>
  );
}

/** Edits any condition of the language; a single one is shown as a group of one and written as itself. */
export function ConditionBuilder({ value, change, scope = 'profile' }: ConditionBuilderProps) {
  const shown: JsonObject =
    value === undefined ? { type: 'all', of: [] } : isGroup(value) ? value : { type: 'all', of: [value] };
  const wasSingle = value !== undefined && !isGroup(value);
  const put = (next: JsonObject) => {
    const [only, ...others] = objectsAt(next, 'of');
    const isStillSingle = wasSingle && next.type === 'all' && only !== undefined && others.length === 0;
    change(isStillSingle ? only : next);
  };
  return (
    <NestedBuilder value={ConditionBuilder}>
      <Group value={shown} change={put} scope={scope} />
    </NestedBuilder>
  );
}
