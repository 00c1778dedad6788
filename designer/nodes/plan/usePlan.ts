import { goalOf } from '../../../shared/experiment/goalOf.ts';
import { type ExperimentPlan, experimentPlanSchema } from '../../../shared/experiment/plan.ts';
import type { Goal } from '../../../shared/journey/journey.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { objectAt, withFields } from '../../fields/draft.ts';
import { useEditor } from '../../pages/editor/EditorContext.tsx';
import { documentOf } from '../../pages/editor/editorStore.ts';
import type { PanelProps } from '../panel.ts';

export interface PlanDraft {
  /** as written: whatever is missing counts as its default */
  plan: JsonObject;
  /** with the defaults; null while something in it is not allowed */
  parsed: ExperimentPlan | null;
  goals: readonly Goal[];
  /** the one the split is judged by */
  goal: Goal | null;
  put(fields: { readonly [name: string]: JsonValue | undefined }, key?: string): void;
}

/** The plan of a split as the panel reads and writes it; a plan without anything in it leaves the document. */
export function usePlan({ settings, change }: Pick<PanelProps, 'settings' | 'change'>): PlanDraft {
  const goals = useEditor((state) => documentOf(state).goals);
  const plan = objectAt(settings, 'plan') ?? {};
  const parsed = experimentPlanSchema.safeParse(plan).data ?? null;
  return {
    plan,
    parsed,
    goals,
    goal: goalOf({ goals }, parsed?.primary.goal),
    put: (fields, key) => {
      const next = withFields(plan, fields);
      const isEmpty = Object.keys(next).length === 0;
      change(withFields(settings, { plan: isEmpty ? undefined : next }), key && `plan.${key}`);
    },
  };
}
