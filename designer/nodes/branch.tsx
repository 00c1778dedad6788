import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  BranchesOutlined,
  DeleteOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { conditionText } from '../fields/conditions/conditionText.ts';
import {
  newOutletId,
  objectAt,
  objectsAt,
  orNone,
  removeAt,
  replaceAt,
  shiftAt,
  textAt,
  withFields,
} from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { NodePanel, PanelProps } from './panel.ts';

const GROUPS_MAX = 20;

interface GroupRowProps {
  groups: readonly JsonObject[];
  index: number;
  put(groups: JsonObject[], key?: string): void;
}

function GroupRow({ groups, index, put }: GroupRowProps) {
  const { t } = useEditorWords();
  const group = groups[index] ?? {};
  const id = textAt(group, 'id');
  const write = (fields: JsonObject | { name: string | undefined }, key: string) =>
    put(replaceAt(groups, index, withFields(group, fields)), `${key}:${id}`);
  return (
    <div className="tl-card-row">
      <div className="tl-row">
        <code className="tl-outlet-id">{id}</code>
        <Input
          className="tl-grow"
          aria-label={t('branch.name', { group: id })}
          placeholder={id}
          maxLength={100}
          value={textAt(group, 'name')}
          onChange={(event) => write({ name: orNone(event.target.value) }, 'name')}
        />
        <Button
          type="text"
          size="small"
          icon={<ArrowUpOutlined aria-hidden />}
          aria-label={t('field.moveUp', { name: id })}
          disabled={index === 0}
          onClick={() => put(shiftAt(groups, index, -1))}
        />
        <Button
          type="text"
          size="small"
          icon={<ArrowDownOutlined aria-hidden />}
          aria-label={t('field.moveDown', { name: id })}
          disabled={index === groups.length - 1}
          onClick={() => put(shiftAt(groups, index, 1))}
        />
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('field.remove', { name: id })}
          disabled={groups.length <= 1}
          onClick={() => put(removeAt(groups, index))}
        />
      </div>
      <ConditionBuilder
        value={objectAt(group, 'condition')}
        change={(condition) => write({ condition }, 'condition')}
      />
    </div>
  );
}

function BranchPanel({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const groups = objectsAt(settings, 'groups');
  const put = (next: JsonObject[], key?: string) => change(withFields(settings, { groups: next }), key);
  return (
    <Field label={t('branch.groups')} name="groups" hint={t('branch.rest')} isGroup>
      <div className="tl-rows">
        {groups.map((group, index) => (
          <GroupRow key={textAt(group, 'id')} groups={groups} index={index} put={put} />
        ))}
        <span>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            disabled={groups.length >= GROUPS_MAX}
            onClick={() =>
              put([...groups, { id: newOutletId(groups, 'group'), condition: { type: 'all', of: [] } }])
            }
          >
            {t('branch.add')}
          </Button>
        </span>
      </div>
    </Field>
  );
}

export const branch: NodePanel = {
  icon: BranchesOutlined,
  summary: (settings, words) =>
    words.list(
      objectsAt(settings, 'groups').map(
        (group) => textAt(group, 'name') || conditionText(objectAt(group, 'condition') ?? {}, words),
      ),
    ),
  Panel: BranchPanel,
};
