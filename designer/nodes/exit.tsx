import { LogoutOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { orNone, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { NodePanel, PanelProps } from './panel.ts';

function ExitPanel({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  return (
    <Field label={t('exit.reason')} name="reason" hint={t('exit.reasonHint')}>
      {(id) => (
        <Input
          id={id}
          value={textAt(settings, 'reason')}
          maxLength={64}
          onChange={(event) => change(withFields(settings, { reason: orNone(event.target.value) }), 'reason')}
        />
      )}
    </Field>
  );
}

export const exit: NodePanel = {
  icon: LogoutOutlined,
  summary: (settings, { t }) => t('summary.reason', { reason: textAt(settings, 'reason') || 'exit' }),
  Panel: ExitPanel,
};
