import { InputNumber, Segmented } from 'antd';
import { LOOKS_MAX, MINIMUM_DAYS_LEAST } from '../../../shared/experiment/plan.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { DurationField } from '../../fields/DurationField.tsx';
import { listAt, numberAt, objectAt, textAt } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { PlanPart } from './PlanPart.tsx';
import type { PlanDraft } from './usePlan.ts';

const METHODS = ['alwaysValid', 'groupSequential', 'fixed'] as const;
type Method = (typeof METHODS)[number];

const LOOKS_NEW = 4;
const MINIMUM_DAYS_DEFAULT = 14;

function evenLooks(count: number): number[] {
  return Array.from({ length: count }, (_, index) => Number(((index + 1) / count).toFixed(4)));
}

function methodOf(plan: JsonObject): Method {
  const type = textAt(objectAt(plan, 'method') ?? {}, 'type');
  return METHODS.find((one) => one === type) ?? 'alwaysValid';
}

function MethodField({ plan, put }: PlanDraft) {
  const { t, list, percent } = useEditorWords();
  const method = methodOf(plan);
  const fractions = listAt(objectAt(plan, 'method') ?? {}, 'fractions').map(Number);
  const choose = (type: Method, looks: number) => {
    if (type === 'alwaysValid') return put({ method: undefined });
    put({ method: type === 'fixed' ? { type } : { type, fractions: evenLooks(looks) } });
  };
  return (
    <Field label={t('plan.method')} name="plan.method" hint={t(`plan.${method}Hint`)} isGroup>
      <Segmented<Method>
        block
        vertical
        value={method}
        options={METHODS.map((value) => ({ value, label: t(`plan.${value}`) }))}
        onChange={(type) => choose(type, LOOKS_NEW)}
      />
      {method === 'groupSequential' && (
        <div className="tl-row">
          <InputNumber
            aria-label={t('plan.looks')}
            className="tl-amount"
            min={1}
            max={LOOKS_MAX}
            precision={0}
            value={fractions.length}
            onChange={(looks) => choose('groupSequential', looks ?? 1)}
          />
          <span className="tl-total">
            {t('plan.looksAt', { looks: list(fractions.map((one) => percent(Math.round(one * 100) / 100))) })}
          </span>
        </div>
      )}
    </Field>
  );
}

interface LevelFieldProps extends PlanDraft {
  name: 'alpha' | 'power';
  usual: number;
  max: number;
}

function LevelField({ name, usual, max, plan, put }: LevelFieldProps) {
  const { t } = useEditorWords();
  const value = numberAt(plan, name) ?? usual;
  return (
    <Field label={t(`plan.${name}`)} name={`plan.${name}`}>
      {(id) => (
        <InputNumber
          id={id}
          className="tl-full"
          min={1}
          max={max}
          suffix="%"
          value={Number((value * 100).toFixed(4))}
          onChange={(typed) =>
            put({ [name]: typed === null ? undefined : Number((typed / 100).toFixed(6)) }, name)
          }
        />
      )}
    </Field>
  );
}

/** When the experiment may be read, how sure it is to be, and how long it runs at least. */
export function StoppingPart(draft: PlanDraft) {
  const { plan, put } = draft;
  const { t } = useEditorWords();
  const delay = textAt(plan, 'delay');
  const days = numberAt(plan, 'minimumDays') ?? MINIMUM_DAYS_DEFAULT;
  return (
    <PlanPart
      label={t('plan.stopping')}
      note={t('plan.stoppingNote', { method: t(`plan.${methodOf(plan)}`), days })}
      fields={['plan.method', 'plan.alpha', 'plan.power', 'plan.minimumDays', 'plan.delay']}
    >
      <MethodField {...draft} />
      <div className="tl-two">
        <LevelField {...draft} name="alpha" usual={0.05} max={20} />
        <LevelField {...draft} name="power" usual={0.8} max={99} />
      </div>
      <Field label={t('plan.minimumDays')} name="plan.minimumDays" hint={t('plan.minimumDaysHint')}>
        {(id) => (
          <InputNumber
            id={id}
            className="tl-full"
            min={MINIMUM_DAYS_LEAST}
            max={365}
            precision={0}
            value={days}
            onChange={(typed) => put({ minimumDays: typed ?? undefined }, 'minimumDays')}
          />
        )}
      </Field>
      <Field label={t('plan.delay')} name="plan.delay" hint={t('plan.delayHint')} isOptional>
        {(id) => (
          <DurationField
            id={id}
            label={t('plan.delay')}
            units={['hours', 'days']}
            value={delay === 'PT0S' ? '' : delay}
            change={(next) => put({ delay: next || undefined }, 'delay')}
          />
        )}
      </Field>
    </PlanPart>
  );
}
