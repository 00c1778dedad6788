import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNELS } from '../../../shared/channel.ts';
import type { Template } from '../../../shared/template.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { TemplatePreview } from './TemplatePreview.tsx';
import { emptyContent, LOCALES_OFFERED, removeChannel, removeVariant, setVariant } from './templateDraft.ts';
import { VariantEditor } from './VariantEditor.tsx';

interface TemplateVariantsProps {
  content: Template;
  onChange: (content: Template) => void;
}

/** Channels as tabs, languages within, the preview beside them. */
export function TemplateVariants({ content, onChange }: TemplateVariantsProps) {
  const { t } = useTranslation('content');
  const channelWords = useChannelWords();
  const channels = Object.keys(content);
  const [wantedChannel, setChannel] = useState(channels[0] ?? '');
  const [wantedLocale, setLocale] = useState('');
  // what was chosen may have been removed since
  const channel = channels.includes(wantedChannel) ? wantedChannel : (channels[0] ?? '');
  const locales = Object.keys(content[channel] ?? {});
  const locale = locales.includes(wantedLocale) ? wantedLocale : (locales[0] ?? '');
  const variant = content[channel]?.[locale];
  const free = CHANNELS.filter((candidate) => !channels.includes(candidate));
  const addChannel = (added: string) => {
    onChange(setVariant(content, added, locale || LOCALES_OFFERED[0], emptyContent(added)));
    setChannel(added);
  };

  return (
    <div className="tl-template">
      <section className="tl-card">
        <div className="tl-toolbar tl-template-bar">
          <Tabs
            className="tl-grow"
            aria-label={t('form.channels')}
            activeKey={channel}
            onChange={setChannel}
            items={channels.map((key) => ({ key, label: channelWords(key) }))}
          />
          {free.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: free.map((key) => ({ key, label: channelWords(key) })),
                onClick: ({ key }) => addChannel(key),
              }}
            >
              <Button size="small" icon={<PlusOutlined aria-hidden />}>
                {t('form.addChannel')}
              </Button>
            </Dropdown>
          )}
          {variant !== undefined && (
            <Button size="small" type="text" onClick={() => onChange(removeChannel(content, channel))}>
              {t('form.removeChannel')}
            </Button>
          )}
        </div>
        {variant === undefined ? (
          <p className="tl-card-body tl-soft">{t('form.noChannel')}</p>
        ) : (
          <VariantEditor
            key={`${channel} ${locale}`}
            channel={channel}
            locale={locale}
            locales={locales}
            content={variant}
            onLocale={setLocale}
            onAddLocale={(added) => {
              onChange(setVariant(content, channel, added, variant));
              setLocale(added);
            }}
            onRemoveLocale={() => onChange(removeVariant(content, channel, locale))}
            onChange={(changed) => onChange(setVariant(content, channel, locale, changed))}
          />
        )}
      </section>
      {variant !== undefined && <TemplatePreview channel={channel} content={variant} />}
    </div>
  );
}
