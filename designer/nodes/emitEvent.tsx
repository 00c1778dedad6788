import { NotificationOutlined } from '@ant-design/icons';
import { textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { EventNameField } from '../fields/NameField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import { PropertiesField } from './PropertiesField.tsx';
import type { NodePanel, PanelProps } from './panel.ts';

function EmitEventPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  return (
    <>
      <Field label={t('field.event')} name="event" hint={t('emitEvent.hint')}>
        {(id) => (
          <EventNameField
            id={id}
            value={textAt(settings, 'event')}
            change={(event) => change(withFields(settings, { event }), 'event')}
          />
        )}
      </Field>
      <PropertiesField {...props} />
    </>
  );
}

export const emitEvent: NodePanel = {
  icon: NotificationOutlined,
  summary: (settings, { t }) => textAt(settings, 'event') || t('summary.notSet'),
  Panel: EmitEventPanel,
};
