import { CalculatorOutlined, WarningFilled } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useMemo, useState } from 'react';
import type { GoalHistory } from '../../../shared/api/experiments.ts';
import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import { splitUnitSchema } from '../../../shared/experiment/splitUnit.ts';
import type { Goal, Journey } from '../../../shared/journey/journey.ts';
import { numberAt, objectAt, objectsAt, textAt, withFields } from '../../fields/draft.ts';
import { describeDuration } from '../../fields/duration.ts';
import { Field } from '../../fields/Field.tsx';
import { useEditor } from '../../pages/editor/EditorContext.tsx';
import type { GoalQuestion } from '../../pages/editor/editorPort.ts';
import { documentOf } from '../../pages/editor/editorStore.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import type { PanelProps } from '../panel.ts';
import { NeedsTable } from './NeedsTable.tsx';
import { dayAfter, daysOf, daysToEnd, firstEntryMs } from './planDates.ts';
import { type SampleQuestion, sampleNeeds } from './sampleNeeds.ts';
import { useGoalHistory } from './useGoalHistory.ts';
import type { PlanDraft } from './usePlan.ts';
import { type Arriving, whoArrives } from './whoArrives.ts';

/** What somebody supposes where the past says nothing, or something else is expected. */
interface Supposed {
  /** share of customers */
  rate: number | null;
  perDay: number | null;
}

function questionOf(goal: Goal, { audience, trigger }: Arriving, unit: string | null): GoalQuestion {
  const { event, where, within, value } = goal;
  return {
    event,
    within,
    audience,
    trigger,
    ...(where === undefined ? {} : { where }),
    ...(value === undefined ? {} : { value }),
    ...(unit === null ? {} : { unit: { attribute: unit } }),
  };
}

function baselineOf(
  { primary }: ExperimentPlan,
  history: GoalHistory,
  { rate }: Supposed,
): SampleQuestion['baseline'] | null {
  if (primary.measure === 'value') {
    const { value } = history;
    return value && { mean: value.mean, deviation: value.standardDeviation };
  }
  if (rate !== null) return { rate };
  const { customerCount, convertedCount } = history;
  return customerCount === 0 ? null : { rate: convertedCount / customerCount };
}

/** What the households of the past say of a plan that counts them; null where they say nothing. */
function householdsOf({ primary }: ExperimentPlan, { households }: GoalHistory) {
  const found = households?.[primary.measure];
  return households && found ? { ...found, size: households.size, count: households.count } : null;
}

interface Known {
  goal: Goal;
  plan: ExperimentPlan;
  arriving: Arriving;
  history: GoalHistory;
  journey: Journey;
}

/** The past of the audience in one sentence: what the figures below rest on. */
function Past({ goal, plan, history, arriving }: Known) {
  const { t, locale, percent } = useEditorWords();
  const time = describeDuration(goal.within, locale);
  const { customerCount, convertedCount, value, perDay } = history;
  const number = (one: number, digits = 0) => one.toLocaleString(locale, { maximumFractionDigits: digits });
  const share = percent(convertedCount / Math.max(1, customerCount));
  const { trigger } = arriving;
  const event = trigger?.event ?? '';
  if (customerCount === 0)
    return <p>{trigger ? t('power.nobodyEntered', { event, time }) : t('power.nobody')}</p>;
  return (
    <p>
      {plan.primary.measure === 'value' && value
        ? t(trigger ? 'power.enteredValue' : 'power.pastValue', {
            count: number(customerCount),
            mean: number(value.mean, 2),
            deviation: number(value.standardDeviation, 2),
            event,
            time,
          })
        : t(trigger ? 'power.enteredShare' : 'power.pastShare', {
            count: number(customerCount),
            share,
            event,
            time,
          })}
      {perDay !== null && ` ${t('power.perDay', { count: number(perDay, 1) })}`}
      {arriving.isAtOnce && ` ${t('power.atOnce')}`}
      {arriving.isNarrower && ` ${t('power.narrower')}`}
    </p>
  );
}

/** A cap from the past: what one customer in a thousand was above, offered until it is the plan's. */
function CapOffer({ plan, history, draft }: Known & { draft: PlanDraft }) {
  const { t, locale } = useEditorWords();
  const cap = history.value?.percentile999 ?? 0;
  const { primary } = plan;
  if (primary.measure !== 'value' || cap <= 0 || primary.cap === cap) return null;
  const value = cap.toLocaleString(locale, { maximumFractionDigits: 2 });
  return (
    <p>
      {t('power.cap', { value })}{' '}
      <Button
        size="small"
        onClick={() => draft.put({ primary: withFields(objectAt(draft.plan, 'primary') ?? {}, { cap }) })}
      >
        {t('power.takeCap')}
      </Button>
    </p>
  );
}

/** How much a household says, in one sentence: it is what the plan counts. */
function Households({ plan, history }: Known) {
  const { t, locale } = useEditorWords();
  const known = householdsOf(plan, history);
  if (!known) return <p>{t('split.unitPower')}</p>;
  const number = (one: number, digits: number) =>
    one.toLocaleString(locale, { maximumFractionDigits: digits });
  return (
    <p>
      {t('power.households', {
        count: number(known.count, 0),
        size: number(known.size, 2),
        effect: number(known.designEffect, 2),
        worth: number(known.size / known.designEffect, 2),
      })}
      {known.correlation !== null &&
        ` ${t('power.correlation', { correlation: number(known.correlation, 2) })}`}
    </p>
  );
}

interface SupposeProps extends Known {
  supposed: Supposed;
  suppose(supposed: Supposed): void;
}

function Suppose({ plan, arriving, history, supposed, suppose }: SupposeProps) {
  const { t } = useEditorWords();
  const hasRate = plan.primary.measure === 'conversion';
  const wantsPace = !arriving.isAtOnce && arriving.trigger === null;
  const past = (100 * history.convertedCount) / Math.max(1, history.customerCount);
  if (!hasRate && !wantsPace) return null;
  return (
    <div className="tl-two">
      {hasRate && (
        <Field label={t('power.supposedRate')}>
          {(id) => (
            <InputNumber
              id={id}
              className="tl-full"
              min={0.01}
              max={99.99}
              suffix="%"
              placeholder={past.toFixed(2)}
              value={supposed.rate === null ? null : Number((supposed.rate * 100).toFixed(4))}
              onChange={(typed) => suppose({ ...supposed, rate: typed === null ? null : typed / 100 })}
            />
          )}
        </Field>
      )}
      {wantsPace && (
        <Field label={t('power.supposedPace')}>
          {(id) => (
            <InputNumber
              id={id}
              className="tl-full"
              min={0}
              value={supposed.perDay}
              onChange={(perDay) => suppose({ ...supposed, perDay })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

/** Percent of those who come that the split tests. */
function testedShare(settings: PanelProps['settings']): number {
  const traffic = objectAt(settings, 'traffic');
  return traffic ? (numberAt(traffic, 'share') ?? 100) : 100;
}

/** Whom of those who come the test can count on. */
function testedOf(
  { customerCount, perDay }: Pick<GoalHistory, 'customerCount' | 'perDay'>,
  settings: PanelProps['settings'],
): Pick<GoalHistory, 'customerCount' | 'perDay'> {
  const share = testedShare(settings) / 100;
  return {
    customerCount: Math.floor(customerCount * share),
    perDay: perDay === null ? null : perDay * share,
  };
}

function Needs(props: SupposeProps & { settings: PanelProps['settings']; take: PlanDraft['put'] }) {
  const { plan, goal, arriving, history, journey, supposed, settings, take } = props;
  const { t } = useEditorWords();
  const arms = objectsAt(settings, 'arms').map((arm) => ({
    id: textAt(arm, 'id'),
    share: numberAt(arm, 'share') ?? 0,
    control: arm.control === true,
  }));
  const zone = journey.timeZone ?? 'UTC';
  const fromMs = useMemo(
    () => firstEntryMs(journey, arriving.entry, zone, Date.now()),
    [journey, arriving, zone],
  );
  const baseline = baselineOf(plan, history, supposed);
  if (plan.minimumEffect === undefined) return <p>{t('power.noEffect')}</p>;
  if (!baseline) return <p>{t('power.noBaseline')}</p>;
  const needs = sampleNeeds({
    plan,
    arms,
    baseline,
    history: testedOf({ ...history, perDay: supposed.perDay ?? history.perDay }, settings),
    households: householdsOf(plan, history) ?? undefined,
    isAtOnce: arriving.isAtOnce,
    windowDays: daysOf([goal.within, ...(plan.delay === 'PT0S' ? [] : [plan.delay])], zone, fromMs),
    journeyDays: daysToEnd(journey, zone, fromMs),
  });
  if (!needs) return <p>{t('power.noControl')}</p>;
  const { needed, duration, warnings } = needs;
  const end = duration && dayAfter(fromMs, duration.totalDays, zone);
  return (
    <>
      <NeedsTable needs={needs} plan={plan} end={end} />
      {warnings.map((warning) => (
        <p key={warning} className="tl-field-problem tl-is-warning">
          <WarningFilled aria-hidden /> {t(`power.${warning}`)}
        </p>
      ))}
      {needed && (
        <Button
          size="small"
          onClick={() => take({ plannedCustomers: needed.total, ...(end ? { plannedEnd: end } : {}) })}
        >
          {t('power.take')}
        </Button>
      )}
    </>
  );
}

/** How many customers the plan asks for, from the audience's own history, as one types. */
export function PowerCalculator({ nodeId, settings, draft }: PanelProps & { draft: PlanDraft }) {
  const { t, percent } = useEditorWords();
  const { goal, parsed, put } = draft;
  const journey = useEditor(documentOf);
  const registry = useEditor((state) => state.registry);
  const [supposed, suppose] = useState<Supposed>({ rate: null, perDay: null });
  const arriving = useMemo(() => whoArrives(journey, nodeId, registry), [journey, nodeId, registry]);
  // while it is typed it may be no attribute's name yet
  const unit = splitUnitSchema.safeParse(objectAt(settings, 'unit')).data?.attribute ?? null;
  const history = useGoalHistory(goal && arriving ? questionOf(goal, arriving, unit) : null);
  const content = () => {
    if (!goal) return <p>{t('power.noGoal')}</p>;
    if (!arriving) return <p>{t('power.noTrigger')}</p>;
    if (!parsed) return <p>{t('power.broken')}</p>;
    if (history === 'loading') return <p>{t('power.loading')}</p>;
    if (history === 'failed') return <p>{t('power.failed')}</p>;
    const known = { goal, plan: parsed, arriving, history, journey };
    return (
      <>
        <Past {...known} />
        <CapOffer {...known} draft={draft} />
        {unit !== null && <Households {...known} />}
        {testedShare(settings) < 100 && (
          <p>{t('power.tested', { share: percent(testedShare(settings) / 100) })}</p>
        )}
        <Suppose {...known} supposed={supposed} suppose={suppose} />
        <Needs {...known} supposed={supposed} suppose={suppose} settings={settings} take={put} />
      </>
    );
  };
  return (
    <section className="tl-power" aria-label={t('power.title')} aria-live="polite">
      <h4>
        <CalculatorOutlined aria-hidden /> {t('power.title')}
      </h4>
      {content()}
    </section>
  );
}
