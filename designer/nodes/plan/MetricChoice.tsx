import { Select } from 'antd';
import type { Goal } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { textAt } from '../../fields/draft.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';

interface GoalChoiceProps {
  id?: string;
  label: string;
  goals: readonly Goal[];
  value: string | undefined;
  placeholder?: string;
  choose(goal: string): void;
}

/** One of the journey's goals, by its event. */
export function GoalChoice({ id, label, goals, value, placeholder, choose }: GoalChoiceProps) {
  return (
    <Select
      className="tl-grow"
      aria-label={label}
      value={value ?? null}
      placeholder={placeholder}
      options={goals.map((goal) => ({
        value: goal.id,
        label: goal.id === goal.event ? goal.event : `${goal.event} (${goal.id})`,
      }))}
      onChange={choose}
      {...(id ? { id } : {})}
    />
  );
}

interface AimChoiceProps {
  id?: string;
  label: string;
  metric: JsonObject;
  /** the direction that counts while none is written */
  usual: 'increase' | 'decrease';
  /** whether the goal's events carry a value */
  hasValue: boolean;
  /** a share has no cap */
  choose(fields: { measure: string; direction: string; cap?: undefined }): void;
}

/** What is counted, and which way is good: four answers instead of two questions. */
export function AimChoice({ id, label, metric, usual, hasValue, choose }: AimChoiceProps) {
  const { t } = useEditorWords();
  const measure = textAt(metric, 'measure') || 'conversion';
  const direction = textAt(metric, 'direction') || usual;
  return (
    <Select
      className="tl-grow"
      aria-label={label}
      value={`${measure}/${direction}`}
      options={[
        { value: 'conversion/increase', label: t('plan.moreConvert') },
        { value: 'conversion/decrease', label: t('plan.fewerConvert') },
        { value: 'value/increase', label: t('plan.moreValue'), disabled: !hasValue },
        { value: 'value/decrease', label: t('plan.lessValue'), disabled: !hasValue },
      ]}
      onChange={(chosen: string) => {
        const [nextMeasure = 'conversion', nextDirection = usual] = chosen.split('/');
        const next = { measure: nextMeasure, direction: nextDirection };
        choose(nextMeasure === 'value' ? next : { ...next, cap: undefined });
      }}
      {...(id ? { id } : {})}
    />
  );
}
