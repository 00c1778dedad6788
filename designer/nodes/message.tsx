import { MessageOutlined } from '@ant-design/icons';
import { AutoComplete } from 'antd';
import { ChannelField, isKnownChannel } from '../fields/ChannelField.tsx';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import { DurationField } from '../fields/DurationField.tsx';
import { orNone, textAt, textsAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { PathField } from '../fields/PathField.tsx';
import { TemplatePicker } from '../fields/TemplatePicker.tsx';
import { TextsField } from '../fields/TextsField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import { MoreSettings } from './MoreSettings.tsx';
import type { NodePanel, PanelProps } from './panel.ts';

const LOCALES = ['en', 'zh-CN'];
const PURPOSES = ['marketing', 'service'];

function Policy({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const quiet = textAt(settings, 'quiet') || 'hold';
  return (
    <>
      <ChoiceField
        label={t('message.quiet')}
        name="quiet"
        value={quiet}
        options={[
          { value: 'hold', label: t('message.hold') },
          { value: 'refuse', label: t('message.refuse') },
        ]}
        change={(next) => change(withFields(settings, { quiet: next === 'hold' ? undefined : next }))}
      />
      {quiet === 'hold' && (
        <Field label={t('message.maxHold')} name="maxHold" isOptional>
          {(id) => (
            <DurationField
              id={id}
              label={t('message.maxHold')}
              value={textAt(settings, 'maxHold')}
              change={(maxHold) => change(withFields(settings, { maxHold: orNone(maxHold) }), 'maxHold')}
            />
          )}
        </Field>
      )}
      <ChoiceField
        label={t('message.missing')}
        name="missing"
        value={textAt(settings, 'missing') || 'default'}
        options={[
          { value: 'default', label: t('message.missingDefault') },
          { value: 'refuse', label: t('message.missingRefuse') },
        ]}
        change={(next) => change(withFields(settings, { missing: next === 'default' ? undefined : next }))}
      />
      <Field label={t('message.to')} name="to" hint={t('message.toHint')} isOptional>
        {(id) => (
          <PathField
            id={id}
            value={textAt(settings, 'to')}
            change={(to) => change(withFields(settings, { to: orNone(to) }), 'to')}
          />
        )}
      </Field>
    </>
  );
}

function Classification({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const choices = (values: readonly string[]) => values.map((value) => ({ value }));
  return (
    <>
      <Field label={t('message.locale')} name="locale" isOptional>
        {(id) => (
          <AutoComplete
            id={id}
            placeholder={t('message.customersLocale')}
            value={textAt(settings, 'locale')}
            options={choices(LOCALES)}
            onChange={(locale: string) =>
              change(withFields(settings, { locale: orNone(locale ?? '') }), 'locale')
            }
          />
        )}
      </Field>
      <Field label={t('message.purpose')} name="purpose" hint={t('message.purposeHint')} isOptional>
        {(id) => (
          <AutoComplete
            id={id}
            value={textAt(settings, 'purpose')}
            options={choices(PURPOSES)}
            onChange={(purpose: string) =>
              change(withFields(settings, { purpose: orNone(purpose ?? '') }), 'purpose')
            }
          />
        )}
      </Field>
      <Field label={t('message.tags')} name="tags" isOptional>
        {(id) => (
          <TextsField
            id={id}
            value={textsAt(settings, 'tags')}
            change={(tags) => change(withFields(settings, { tags: tags.length > 0 ? tags : undefined }))}
          />
        )}
      </Field>
    </>
  );
}

function MessagePanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const channel = textAt(settings, 'channel');
  return (
    <>
      <Field label={t('message.channel')} name="channel">
        {(id) => (
          <ChannelField
            id={id}
            value={channel}
            change={(next) => change(withFields(settings, { channel: next }), 'channel')}
          />
        )}
      </Field>
      <Field label={t('template.pick')} name="template">
        {(id) => (
          <TemplatePicker
            id={id}
            channel={channel}
            locale={orNone(textAt(settings, 'locale')) ?? null}
            template={textAt(settings, 'template')}
            change={(template) => change(withFields(settings, { template }))}
          />
        )}
      </Field>
      <MoreSettings>
        <Classification {...props} />
        <Policy {...props} />
      </MoreSettings>
    </>
  );
}

export const message: NodePanel = {
  icon: MessageOutlined,
  summary: (settings, { t }) => {
    const id = textAt(settings, 'channel');
    const channel = isKnownChannel(id) ? t(`channel.${id}`) : id;
    const template = textAt(settings, 'template');
    return template === ''
      ? t('summary.noTemplate', { channel })
      : t('summary.template', { channel, template });
  },
  Panel: MessagePanel,
};
