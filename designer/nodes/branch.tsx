import { BranchesOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { conditionText } from '../fields/conditions/conditionText.ts';
import { newOutletId, objectAt, objectsAt, replaceAt, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { OrderedHead } from '../fields/OrderedHead.tsx';
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
  return (
    <div className="tl-card-row">
      <OrderedHead items={groups} index={index} label={t('branch.name', { group: id })} put={put} />
      <ConditionBuilder
        value={objectAt(group, 'condition')}
        change={(condition) =>
          put(replaceAt(groups, index, withFields(group, { condition })), `condition:${id}`)
        }
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
