import { Alert, App, Input, InputNumber, Modal, Select, Switch } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CarrierView, ProviderView } from '../../../shared/api/workspace.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { useSaveCarrier } from '../../api/workspace.ts';
import { usePreferences } from '../../preferences.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { fieldsOf, type ProviderField } from './providerFields.ts';

interface CarrierFormProps {
  carrier: CarrierView;
  providers: readonly ProviderView[];
  onClose: () => void;
}

/** Chooses the provider of a channel and its settings, the form drawn from the provider's own schema. */
export function CarrierForm({ carrier, providers, onClose }: CarrierFormProps) {
  const { t } = useTranslation('settings');
  const shell = useTranslation('shell').t;
  const language = usePreferences((state) => state.language);
  const channel = useChannelWords()(carrier.channel);
  const faultWords = useFaultWords();
  const { message } = App.useApp();
  const providerId = useId();
  const [provider, setProvider] = useState(carrier.provider);
  const [settings, setSettings] = useState<JsonObject>(carrier.settings);
  const save = useSaveCarrier();
  const able = providers.filter(({ channels }) => channels === null || channels.includes(carrier.channel));
  const chosen = able.find(({ name }) => name === provider);
  const words = chosen?.words;

  const submit = () =>
    save.mutate(
      { channel: carrier.channel, body: { provider, settings } },
      {
        onSuccess: () => {
          const name = words?.name[language] ?? provider;
          void message.success(t('providers.saved', { channel, provider: name }));
          onClose();
        },
      },
    );

  return (
    <Modal
      open
      title={t('providers.changeTitle', { channel })}
      okText={shell('save')}
      cancelText={shell('cancel')}
      confirmLoading={save.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="tl-stack">
        <div>
          <label className="tl-label" htmlFor={providerId}>
            {t('providers.provider')}
          </label>
          <Select
            id={providerId}
            style={{ width: '100%' }}
            value={provider}
            onChange={(name) => {
              setProvider(name);
              setSettings(name === carrier.provider ? carrier.settings : {});
            }}
            options={able.map(({ name, words: { name: title } }) => ({
              value: name,
              label: title[language],
            }))}
          />
          {words && <p className="tl-hint">{words.about[language]}</p>}
        </div>
        {chosen &&
          fieldsOf(chosen.settingsSchema).map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              value={settings[field.name]}
              isKept={provider === carrier.provider && carrier.secretsSet.includes(field.name)}
              onChange={(value) => {
                const { [field.name]: _, ...rest } = settings;
                setSettings(value === undefined ? rest : { ...rest, [field.name]: value });
              }}
            />
          ))}
        {save.error && <Alert type="error" showIcon title={faultWords(save.error).join(' ')} />}
      </div>
    </Modal>
  );
}

interface FieldRowProps {
  field: ProviderField;
  value: JsonValue | undefined;
  /** a secret that has a value the server does not show */
  isKept: boolean;
  onChange: (value: JsonValue | undefined) => void;
}

function FieldRow({ field, value, isKept, onChange }: FieldRowProps) {
  const { t } = useTranslation('settings');
  const shell = useTranslation('shell').t;
  const id = useId();
  return (
    <div>
      <label className="tl-label" htmlFor={id}>
        {field.title}
        {!field.isRequired && <span className="tl-faint"> ({shell('optional')})</span>}
      </label>
      <FieldControl id={id} field={field} value={value} onChange={onChange} />
      {isKept && <p className="tl-hint">{t('providers.secretKept')}</p>}
      {field.about !== '' && <p className="tl-hint">{field.about}</p>}
    </div>
  );
}

function FieldControl({ id, field, value, onChange }: Omit<FieldRowProps, 'isKept'> & { id: string }) {
  const shown = value ?? field.initial;
  switch (field.kind) {
    case 'boolean':
      return <Switch id={id} checked={shown === true} onChange={onChange} />;
    case 'number':
      return (
        <InputNumber
          id={id}
          value={typeof shown === 'number' ? shown : null}
          onChange={(number) => onChange(number ?? undefined)}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          style={{ width: '100%' }}
          value={typeof shown === 'string' ? shown : undefined}
          onChange={onChange}
          options={field.choices.map((choice) => ({ value: choice, label: choice }))}
        />
      );
    case 'text': {
      const common = {
        id,
        value: typeof shown === 'string' ? shown : '',
        autoComplete: 'off',
        onChange: (event: { target: { value: string } }) => onChange(event.target.value || undefined),
      };
      return field.isSecret ? (
        <Input.Password {...common} autoComplete="new-password" />
      ) : (
        <Input {...common} />
      );
    }
  }
}
