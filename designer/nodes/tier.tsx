import { BarChartOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import {
  newOutletId,
  numberAt,
  objectsAt,
  orNone,
  removeAt,
  replaceAt,
  textAt,
  withFields,
} from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { PathField } from '../fields/PathField.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import type { NodePanel, PanelProps } from './panel.ts';

const TIERS_MAX = 10;

interface TierRowProps {
  tiers: readonly JsonObject[];
  index: number;
  put(tiers: JsonObject[], key?: string): void;
}

function TierRow({ tiers, index, put }: TierRowProps) {
  const { t } = useEditorWords();
  const tier = tiers[index] ?? {};
  const id = textAt(tier, 'id');
  const write = (fields: { name: string | undefined } | { from: number }, key: string) =>
    put(replaceAt(tiers, index, withFields(tier, fields)), `${key}:${id}`);
  return (
    <div className="tl-row">
      <code className="tl-outlet-id">{id}</code>
      <Input
        className="tl-grow"
        aria-label={t('tier.name', { tier: id })}
        placeholder={id}
        maxLength={100}
        value={textAt(tier, 'name')}
        onChange={(event) => write({ name: orNone(event.target.value) }, 'name')}
      />
      <InputNumber
        className="tl-share"
        aria-label={t('tier.from', { tier: id })}
        prefix="≥"
        value={numberAt(tier, 'from')}
        onChange={(from) => write({ from: from ?? 0 }, 'from')}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('field.remove', { name: id })}
        disabled={tiers.length <= 1}
        onClick={() => put(removeAt(tiers, index))}
      />
    </div>
  );
}

/** A new tier begins below the lowest one. */
function withTier(tiers: readonly JsonObject[]): JsonObject[] {
  const lowest = Math.min(...tiers.map((tier) => numberAt(tier, 'from') ?? 0));
  return [...tiers, { id: newOutletId(tiers, 'tier'), from: lowest - 10 }];
}

function TierPanel({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const tiers = objectsAt(settings, 'tiers');
  const put = (next: JsonObject[], key?: string) => change(withFields(settings, { tiers: next }), key);
  return (
    <>
      <Field label={t('tier.attribute')} name="attribute">
        {(id) => (
          <PathField
            id={id}
            value={textAt(settings, 'attribute')}
            change={(attribute) => change(withFields(settings, { attribute }), 'attribute')}
          />
        )}
      </Field>
      <Field label={t('tier.tiers')} name="tiers" hint={t('tier.rest')} isGroup>
        <div className="tl-rows">
          {tiers.map((tier, index) => (
            <TierRow key={textAt(tier, 'id')} tiers={tiers} index={index} put={put} />
          ))}
          <span>
            <Button
              size="small"
              type="dashed"
              icon={<PlusOutlined aria-hidden />}
              disabled={tiers.length >= TIERS_MAX}
              onClick={() => put(withTier(tiers))}
            >
              {t('tier.add')}
            </Button>
          </span>
        </div>
      </Field>
    </>
  );
}

function summary(settings: JsonObject, { t }: EditorWords): string {
  const attribute = textAt(settings, 'attribute');
  if (attribute === '') return t('summary.notSet');
  const tiers = objectsAt(settings, 'tiers').map(
    (tier) => `${textAt(tier, 'name') || textAt(tier, 'id')} ≥ ${numberAt(tier, 'from') ?? '?'}`,
  );
  return `${attribute}: ${tiers.join(' · ')}`;
}

export const tier: NodePanel = { icon: BarChartOutlined, summary, Panel: TierPanel };
