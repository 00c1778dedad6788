import { TeamOutlined } from '@ant-design/icons';
import { ConditionBuilder } from '../fields/conditions/ConditionBuilder.tsx';
import { conditionText } from '../fields/conditions/conditionText.ts';
import { objectAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { NodePanel, PanelProps } from './panel.ts';

function AudiencePanel({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  return (
    <Field label={t('audienceNode.condition')} name="condition" isGroup>
      <ConditionBuilder
        value={objectAt(settings, 'condition')}
        change={(condition) => change(withFields(settings, { condition }), 'condition')}
      />
    </Field>
  );
}

export const audience: NodePanel = {
  icon: TeamOutlined,
  summary: (settings, words) => conditionText(objectAt(settings, 'condition') ?? {}, words),
  Panel: AudiencePanel,
};
