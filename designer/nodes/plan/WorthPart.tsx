import { Input, InputNumber } from 'antd';
import type { JsonObject } from '../../../shared/json.ts';
import { numberAt, objectAt, objectsAt, textAt, withFields } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { PlanPart } from './PlanPart.tsx';
import type { PlanDraft } from './usePlan.ts';

const CURRENCY_NEW = 'CNY';
const CURRENCY_LETTERS = 3;

interface WorthPartProps {
  draft: PlanDraft;
  settings: JsonObject;
}

/** What a conversion brings and what each arm costs, so that an effect can be told in money. */
export function WorthPart({ draft: { plan, put }, settings }: WorthPartProps) {
  const { t, locale } = useEditorWords();
  const worth = objectAt(plan, 'worth');
  const costs = objectAt(worth ?? {}, 'costPerCustomer') ?? {};
  const perConversion = numberAt(worth ?? {}, 'perConversion');
  const currency = worth ? textAt(worth, 'currency') : CURRENCY_NEW;
  const write = (fields: Parameters<typeof withFields>[1], key: string) => {
    const next = withFields({ currency, ...worth }, fields);
    const isEmpty = Object.keys(next).every((name) => name === 'currency');
    put({ worth: isEmpty ? undefined : next }, key);
  };
  const writeCost = (arm: string, cost: number | null) => {
    const next = withFields(costs, { [arm]: cost ?? undefined });
    write({ costPerCustomer: Object.keys(next).length > 0 ? next : undefined }, `cost.${arm}`);
  };
  return (
    <PlanPart
      label={t('plan.worth')}
      note={
        perConversion === null
          ? t('plan.none')
          : t('plan.worthNote', { amount: perConversion.toLocaleString(locale), currency })
      }
      fields={['plan.worth']}
    >
      <Field label={t('plan.perConversion')} name="plan.worth" hint={t('plan.worthHint')} isGroup>
        <div className="tl-row">
          <InputNumber
            aria-label={t('plan.perConversion')}
            className="tl-grow"
            min={0}
            value={perConversion}
            onChange={(typed) => write({ perConversion: typed ?? undefined }, 'perConversion')}
          />
          <Input
            aria-label={t('plan.currency')}
            className="tl-currency"
            maxLength={CURRENCY_LETTERS}
            value={currency}
            onChange={(event) => write({ currency: event.target.value.toUpperCase() }, 'currency')}
          />
        </div>
      </Field>
      <Field label={t('plan.costs')} isGroup isOptional>
        <div className="tl-rows">
          {objectsAt(settings, 'arms').map((arm) => {
            const id = textAt(arm, 'id');
            return (
              <div className="tl-row" key={id}>
                <span className="tl-grow tl-cut">{textAt(arm, 'name') || id}</span>
                <InputNumber
                  aria-label={t('plan.costOf', { arm: textAt(arm, 'name') || id })}
                  className="tl-share"
                  min={0}
                  step={0.01}
                  placeholder="0"
                  value={numberAt(costs, id)}
                  onChange={(cost) => writeCost(id, cost)}
                />
              </div>
            );
          })}
        </div>
      </Field>
    </PlanPart>
  );
}
