import { NotificationOutlined } from '@ant-design/icons';
import { textAt } from '../fields/draft.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { EventSetting } from './EventSetting.tsx';
import { PropertiesField } from './PropertiesField.tsx';
import type { NodePanel, PanelProps } from './panel.ts';

function EmitEventPanel(props: PanelProps) {
  const { t } = useEditorWords();
  return (
    <>
      <EventSetting {...props} hint={t('emitEvent.hint')} />
      <PropertiesField {...props} />
    </>
  );
}

export const emitEvent: NodePanel = {
  icon: NotificationOutlined,
  summary: (settings, { t }) => textAt(settings, 'event') || t('summary.notSet'),
  Panel: EmitEventPanel,
};
