import { InputNumber, Select } from 'antd';
import type { JsonObject } from '../../../shared/json.ts';
import { numberAt, objectAt, textAt, withFields } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { PlanPart } from './PlanPart.tsx';
import type { PlanDraft } from './usePlan.ts';

const RULES = ['none', 'superiority', 'expectedLoss', 'thompson'] as const;
type Rule = (typeof RULES)[number];

/** What each rule needs before it can be filled in. */
const NEW_RULE: { readonly [rule in Exclude<Rule, 'none'>]: JsonObject } = {
  superiority: { rule: 'superiority' },
  expectedLoss: { rule: 'expectedLoss', maximumLoss: 0.1 },
  thompson: { rule: 'thompson' },
};

interface ShareFieldProps {
  name: 'holdback' | 'floor';
  usual: number;
  automation: JsonObject;
  put: PlanDraft['put'];
}

function ShareField({ name, usual, automation, put }: ShareFieldProps) {
  const { t } = useEditorWords();
  const value = numberAt(automation, name) ?? usual;
  return (
    <Field label={t(`plan.${name}`)} name={`plan.automation.${name}`} hint={t(`plan.${name}Hint`)}>
      {(id) => (
        <InputNumber
          id={id}
          min={1}
          max={50}
          suffix="%"
          value={Number((value * 100).toFixed(2))}
          onChange={(typed) =>
            put(
              {
                automation: withFields(automation, {
                  [name]: typed === null ? undefined : Number((typed / 100).toFixed(4)),
                }),
              },
              name,
            )
          }
        />
      )}
    </Field>
  );
}

/** What may move the shares without a person; every rule says what it will do. */
export function AutomationPart({ plan, put }: PlanDraft) {
  const { t } = useEditorWords();
  const automation = objectAt(plan, 'automation');
  const rule = RULES.find((one) => one === textAt(automation ?? {}, 'rule')) ?? 'none';
  const currency = textAt(objectAt(plan, 'worth') ?? {}, 'currency');
  return (
    <PlanPart label={t('plan.automation')} note={t(`plan.${rule}Rule`)} fields={['plan.automation']}>
      <Field label={t('plan.rule')} name="plan.automation.rule" hint={t(`plan.${rule}Does`)}>
        {(id) => (
          <Select<Rule>
            id={id}
            className="tl-full"
            value={rule}
            options={RULES.map((value) => ({ value, label: t(`plan.${value}Rule`) }))}
            onChange={(next) => put({ automation: next === 'none' ? undefined : NEW_RULE[next] })}
          />
        )}
      </Field>
      {automation && rule === 'expectedLoss' && (
        <Field label={t('plan.maximumLoss')} name="plan.automation.maximumLoss">
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              step={0.01}
              suffix={currency || t('plan.needsWorth')}
              value={numberAt(automation, 'maximumLoss')}
              onChange={(typed) =>
                put(
                  { automation: withFields(automation, { maximumLoss: typed ?? undefined }) },
                  'maximumLoss',
                )
              }
            />
          )}
        </Field>
      )}
      {automation && rule === 'thompson' && (
        <ShareField name="floor" usual={0.1} automation={automation} put={put} />
      )}
      {automation && rule !== 'thompson' && rule !== 'none' && (
        <ShareField name="holdback" usual={0.05} automation={automation} put={put} />
      )}
    </PlanPart>
  );
}
