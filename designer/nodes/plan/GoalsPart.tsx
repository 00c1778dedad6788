import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { GUARDRAILS_MAX, HARM_DEEDS, SECONDARY_GOALS_MAX } from '../../../shared/experiment/plan.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { numberAt, objectsAt, removeAt, replaceAt, textAt, withFields } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { CapField } from './CapField.tsx';
import { EffectField } from './EffectField.tsx';
import { AimChoice, GoalChoice } from './MetricChoice.tsx';
import { PlanPart } from './PlanPart.tsx';
import type { PlanDraft } from './usePlan.ts';

interface MetricListProps extends PlanDraft {
  list: 'secondary' | 'guardrails';
}

/** Harm that is accepted of a new guardrail: half a point. */
const NEW_MARGIN = 0.005;

function MetricRow({ list, plan, goals, put, index }: MetricListProps & { index: number }) {
  const { t } = useEditorWords();
  const metrics = objectsAt(plan, list);
  const metric = metrics[index] ?? {};
  const goal = textAt(metric, 'goal');
  const label = t(list === 'secondary' ? 'plan.secondaryGoal' : 'plan.guardrail', { number: index + 1 });
  const write = (fields: Parameters<typeof withFields>[1], key?: string) =>
    put({ [list]: replaceAt(metrics, index, withFields(metric, fields)) }, key && `${list}.${index}.${key}`);
  const left = removeAt(metrics, index);
  return (
    <div className="tl-card-row">
      <div className="tl-row">
        <GoalChoice
          label={label}
          goals={goals}
          value={goal || undefined}
          choose={(chosen) => write({ goal: chosen })}
        />
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('field.remove', { name: goal || label })}
          onClick={() => put({ [list]: left.length > 0 ? left : undefined })}
        />
      </div>
      <AimChoice
        label={`${label}: ${t('plan.aim')}`}
        metric={metric}
        usual={list === 'secondary' ? 'increase' : 'decrease'}
        hasValue={goals.find(({ id }) => id === goal)?.value !== undefined}
        choose={(fields) => write(fields)}
      />
      {textAt(metric, 'measure') === 'value' && (
        <CapField label={label} value={numberAt(metric, 'cap')} change={(cap) => write({ cap }, 'cap')} />
      )}
      {list === 'guardrails' && (
        <Field label={t('plan.margin')} hint={t('plan.marginHint')}>
          {(id) => (
            <EffectField
              id={id}
              label={`${label}: ${t('plan.margin')}`}
              isShare={textAt(metric, 'measure') !== 'value'}
              value={numberAt(metric, 'margin')}
              change={(margin) => write({ margin }, 'margin')}
            />
          )}
        </Field>
      )}
      {list === 'guardrails' && <HarmField label={label} metric={metric} write={write} />}
    </div>
  );
}

interface HarmFieldProps {
  label: string;
  metric: JsonObject;
  write(fields: { onHarm: string | undefined }): void;
}

/** What is to happen when harm is shown, with its consequence. */
function HarmField({ label, metric, write }: HarmFieldProps) {
  const { t } = useEditorWords();
  const onHarm = textAt(metric, 'onHarm') === 'pause' ? 'pause' : 'alert';
  return (
    <Field label={t('plan.onHarm')} hint={t(`plan.${onHarm}Does`)}>
      {(id) => (
        <Select
          id={id}
          className="tl-grow"
          aria-label={`${label}: ${t('plan.onHarm')}`}
          value={onHarm}
          options={HARM_DEEDS.map((value) => ({ value, label: t(`plan.${value}OnHarm`) }))}
          onChange={(chosen) => write({ onHarm: chosen === 'pause' ? chosen : undefined })}
        />
      )}
    </Field>
  );
}

function MetricList(props: MetricListProps) {
  const { list, plan, goals, goal: primary, put } = props;
  const { t } = useEditorWords();
  const metrics = objectsAt(plan, list);
  const first = goals.find(({ id }) => id !== primary?.id) ?? goals[0];
  const fresh: JsonObject = list === 'guardrails' ? { margin: NEW_MARGIN } : {};
  return (
    <Field label={t(`plan.${list}`)} name={`plan.${list}`} hint={t(`plan.${list}Hint`)} isGroup>
      <div className="tl-rows">
        {metrics.map((metric, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same goal may be listed by count and by value
          <MetricRow key={`${index}/${textAt(metric, 'goal')}`} {...props} index={index} />
        ))}
        <span>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            disabled={
              !first || metrics.length >= (list === 'guardrails' ? GUARDRAILS_MAX : SECONDARY_GOALS_MAX)
            }
            onClick={() => first && put({ [list]: [...metrics, { goal: first.id, ...fresh }] })}
          >
            {t(list === 'guardrails' ? 'plan.addGuardrail' : 'plan.addSecondary')}
          </Button>
        </span>
      </div>
    </Field>
  );
}

/** Goals beside the primary one: what is also looked at, and what must not get worse. */
export function GoalsPart(draft: PlanDraft) {
  const { t } = useEditorWords();
  const { plan } = draft;
  const [secondary, guardrails] = [objectsAt(plan, 'secondary').length, objectsAt(plan, 'guardrails').length];
  return (
    <PlanPart
      label={t('plan.moreGoals')}
      note={t('plan.moreGoalsNote', { secondary, guardrails })}
      fields={['plan.secondary', 'plan.guardrails']}
    >
      <MetricList {...draft} list="secondary" />
      <MetricList {...draft} list="guardrails" />
    </PlanPart>
  );
}
