import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select } from 'antd';
import { RECEIPT_KINDS, type ReceiptKind } from '../../../shared/event.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/timeUnits.ts';
import { removeAt, replaceAt } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { JsonField } from '../../fields/JsonField.tsx';
import { EventNameField } from '../../fields/NameField.tsx';
import { type EditorWords, useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor } from './EditorContext.tsx';
import type { Happening } from './rehearsalScenario.ts';

/** Nodes that send: those whose settings name a channel. */
function useSendingNodes(): string[] {
  const nodes = useEditor((state) => state.history.present.nodes);
  return Object.entries(nodes).flatMap(([id, { settings }]) =>
    typeof settings.channel === 'string' ? [id] : [],
  );
}

interface AfterProps {
  afterMs: number;
  change(afterMs: number): void;
}

function After({ afterMs, change }: AfterProps) {
  const { t } = useEditorWords();
  const days = Math.floor(afterMs / DAY_MS);
  const hours = (afterMs % DAY_MS) / HOUR_MS;
  return (
    <div className="tl-row">
      <span>{t('rehearse.afterEntry')}</span>
      <InputNumber
        className="tl-grow"
        aria-label={`${t('rehearse.afterEntry')}: ${t('field.days')}`}
        min={0}
        max={731}
        precision={0}
        suffix={t('field.days')}
        value={days}
        onChange={(next) => change((next ?? 0) * DAY_MS + hours * HOUR_MS)}
      />
      <InputNumber
        className="tl-grow"
        aria-label={`${t('rehearse.afterEntry')}: ${t('field.hours')}`}
        min={0}
        max={23.9}
        step={1}
        suffix={t('field.hours')}
        value={hours}
        onChange={(next) => change(days * DAY_MS + Math.round((next ?? 0) * HOUR_MS))}
      />
    </div>
  );
}

function receiptWord(kind: ReceiptKind, { t }: EditorWords): string {
  return t(kind === 'delivered' ? 'rehearse.received' : `rehearse.${kind}`);
}

interface HappeningRowProps {
  happening: Happening;
  write(happening: Happening): void;
}

function WhatHappens({ happening, write }: HappeningRowProps) {
  const words = useEditorWords();
  const { t } = words;
  const nodes = useSendingNodes();
  if (happening.type === 'event') {
    return (
      <>
        <EventNameField
          label={t('field.event')}
          placeholder={t('field.event')}
          value={happening.event}
          change={(event) => write({ ...happening, event })}
        />
        <JsonField
          label={t('rehearse.properties')}
          value={happening.properties}
          change={(value) => {
            if (value === undefined || isJsonObject(value)) write({ ...happening, properties: value ?? {} });
          }}
        />
      </>
    );
  }
  return (
    <div className="tl-row">
      <Select
        className="tl-grow"
        aria-label={t('rehearse.node')}
        value={happening.node}
        options={nodes.map((node) => ({ value: node, label: node }))}
        onChange={(node: string) => write({ ...happening, node })}
      />
      <Select
        className="tl-grow"
        aria-label={t('rehearse.receipt')}
        value={happening.kind}
        options={RECEIPT_KINDS.map((kind) => ({ value: kind, label: receiptWord(kind, words) }))}
        onChange={(kind: ReceiptKind) => write({ ...happening, kind })}
      />
    </div>
  );
}

interface HappeningsFieldProps {
  value: readonly Happening[];
  change(value: readonly Happening[]): void;
}

/** Forced or simulated events on the customer's way. */
export function HappeningsField({ value, change }: HappeningsFieldProps) {
  const { t } = useEditorWords();
  const nodes = useSendingNodes();
  const last = value.at(-1)?.afterMs ?? 0;
  const id = String(value.reduce((most, happening) => Math.max(most, Number(happening.id)), 0) + 1);
  const [firstNode] = nodes;
  return (
    <Field label={t('rehearse.timeline')} hint={t('rehearse.timelineHint')} isGroup isOptional>
      <div className="tl-rows">
        {value.map((happening, index) => (
          <div key={happening.id} className="tl-card-row">
            <div className="tl-row">
              <After
                afterMs={happening.afterMs}
                change={(afterMs) => change(replaceAt(value, index, { ...happening, afterMs }))}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={t('field.remove', { name: happening.id })}
                onClick={() => change(removeAt(value, index))}
              />
            </div>
            <WhatHappens happening={happening} write={(next) => change(replaceAt(value, index, next))} />
          </div>
        ))}
        <div className="tl-row">
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            onClick={() =>
              change([...value, { id, type: 'event', event: '', properties: {}, afterMs: last + DAY_MS }])
            }
          >
            {t('rehearse.addEvent')}
          </Button>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            disabled={firstNode === undefined}
            onClick={() =>
              change([
                ...value,
                { id, type: 'receipt', node: firstNode ?? '', kind: 'clicked', afterMs: last + HOUR_MS },
              ])
            }
          >
            {t('rehearse.addReceipt')}
          </Button>
        </div>
      </div>
    </Field>
  );
}
