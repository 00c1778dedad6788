import { PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { numberAt, objectAt, orNone, textAt, withFields } from '../../fields/draft.ts';
import { describeDuration } from '../../fields/duration.ts';
import { Field } from '../../fields/Field.tsx';
import { useEditorStore } from '../../pages/editor/EditorContext.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { ChoiceSection } from '../ChoiceSection.tsx';
import type { PanelProps } from '../panel.ts';
import { AutomationPart } from './AutomationPart.tsx';
import { CapField } from './CapField.tsx';
import { EffectField } from './EffectField.tsx';
import { GoalsPart } from './GoalsPart.tsx';
import { AimChoice, GoalChoice } from './MetricChoice.tsx';
import { PowerCalculator } from './PowerCalculator.tsx';
import { SegmentsPart } from './SegmentsPart.tsx';
import { SizeFields } from './SizeFields.tsx';
import { StoppingPart } from './StoppingPart.tsx';
import { type PlanDraft, usePlan } from './usePlan.ts';
import { WorthPart } from './WorthPart.tsx';

function Hypothesis({ plan, put }: PlanDraft) {
  const { t } = useEditorWords();
  return (
    <Field label={t('plan.hypothesis')} name="plan.hypothesis">
      {(id) => (
        <Input.TextArea
          id={id}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t('plan.hypothesisExample')}
          value={textAt(plan, 'hypothesis')}
          onChange={(event) => put({ hypothesis: orNone(event.target.value) }, 'hypothesis')}
        />
      )}
    </Field>
  );
}

function PrimaryGoal({ plan, goals, goal, put }: PlanDraft) {
  const { t, locale } = useEditorWords();
  const { askForGoals } = useEditorStore().getState();
  const primary = objectAt(plan, 'primary') ?? {};
  const isUnknown = goal === null && textAt(primary, 'goal') !== '';
  return (
    <>
      <Field
        label={t('plan.primary')}
        name="plan.primary"
        hint={goal ? t('plan.windowIs', { time: describeDuration(goal.within, locale) }) : t('plan.noGoals')}
      >
        {(id) => (
          <div className="tl-row">
            <GoalChoice
              id={id}
              label={t('plan.primary')}
              goals={goals}
              value={isUnknown ? textAt(primary, 'goal') : goal?.id}
              placeholder={t('plan.noGoalYet')}
              choose={(chosen) => put({ primary: withFields(primary, { goal: chosen }) })}
            />
            <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={askForGoals}>
              {t('plan.addGoal')}
            </Button>
          </div>
        )}
      </Field>
      <Field label={t('plan.aim')} name="plan.primary.direction">
        {(id) => (
          <AimChoice
            id={id}
            label={t('plan.aim')}
            metric={primary}
            usual="increase"
            hasValue={goal?.value !== undefined}
            choose={(fields) => put({ primary: withFields(primary, fields) })}
          />
        )}
      </Field>
      {textAt(primary, 'measure') === 'value' && (
        <CapField
          label={t('plan.primary')}
          value={numberAt(primary, 'cap')}
          change={(cap) => put({ primary: withFields(primary, { cap }) }, 'primary.cap')}
        />
      )}
    </>
  );
}

function MinimumEffect({ plan, put }: PlanDraft) {
  const { t } = useEditorWords();
  const isShare = textAt(objectAt(plan, 'primary') ?? {}, 'measure') !== 'value';
  return (
    <Field label={t('plan.minimumEffect')} name="plan.minimumEffect" hint={t('plan.minimumEffectHint')}>
      {(id) => (
        <EffectField
          id={id}
          label={t('plan.minimumEffect')}
          isShare={isShare}
          value={numberAt(plan, 'minimumEffect')}
          change={(minimumEffect) => put({ minimumEffect }, 'minimumEffect')}
        />
      )}
    </Field>
  );
}

/** What the split is to teach, written down before the first customer is assigned: five fields, and more for whoever wants them. */
export function PlanSection(props: PanelProps) {
  const { t } = useEditorWords();
  const draft = usePlan(props);
  const { plan, put } = draft;
  const isWanted = textAt(plan, 'conclusion') !== 'none';
  return (
    <ChoiceSection
      title={t('plan.title')}
      label={t('plan.conclusion')}
      value={isWanted ? 'wanted' : 'none'}
      options={[
        { value: 'wanted', label: t('plan.wanted') },
        { value: 'none', label: t('plan.notWanted') },
      ]}
      change={(conclusion) => put({ conclusion: conclusion === 'none' ? 'none' : undefined })}
      hint={t(isWanted ? 'plan.wantedHint' : 'plan.notWantedHint')}
    >
      {isWanted && (
        <>
          <Hypothesis {...draft} />
          <PrimaryGoal {...draft} />
          <MinimumEffect {...draft} />
          <SizeFields {...draft} />
          <PowerCalculator {...props} draft={draft} />
          <GoalsPart {...draft} />
          <SegmentsPart {...draft} />
          <StoppingPart {...draft} />
          <WorthPart draft={draft} settings={props.settings} />
          <AutomationPart {...draft} />
        </>
      )}
    </ChoiceSection>
  );
}
