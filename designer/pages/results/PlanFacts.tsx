import { useTranslation } from 'react-i18next';
import { scaleOf } from './effectScale.ts';
import { useSplitView } from './splitView.ts';
import { TrafficFacts } from './TrafficFacts.tsx';

/** The plan as it was written down before the first exposure. */
export function PlanFacts() {
  const { t } = useTranslation('decision');
  const { analysis, format, say } = useSplitView();
  const { plan, primary, plannedAt } = analysis;
  const { method } = plan;
  const scale = primary && scaleOf('absolute', primary, analysis);
  const planMethod =
    method.type === 'groupSequential'
      ? t('audit.planMethod.groupSequential', {
          fractions: method.fractions.map((fraction) => say.rate(fraction, 0)).join(', '),
        })
      : t(`audit.planMethod.${method.type}`);
  return (
    <dl className="tl-facts">
      <dt>{t('audit.hypothesis')}</dt>
      <dd>{plan.hypothesis || t('audit.noHypothesis')}</dd>
      <dt>{t('audit.plan')}</dt>
      <dd>
        {[
          t('audit.alpha', { alpha: say.rate(plan.alpha, 0), power: say.rate(plan.power, 0) }),
          planMethod,
          ...(plan.plannedCustomers === undefined
            ? []
            : [
                t('audit.customers', {
                  count: format.number(plan.plannedCustomers),
                  days: plan.minimumDays,
                }),
              ]),
        ].join(t('audit.separator'))}
      </dd>
      {plan.minimumEffect !== undefined && scale && (
        <>
          <dt>{t('audit.minimum')}</dt>
          <dd>{say.effect(plan.minimumEffect * scale.factor, scale)}</dd>
        </>
      )}
      {plan.plannedEnd !== undefined && (
        <>
          <dt>{t('audit.plannedEnd')}</dt>
          <dd>{format.date(`${plan.plannedEnd}T12:00:00Z`)}</dd>
        </>
      )}
      <TrafficFacts />
      <dt>{t('audit.plannedAt')}</dt>
      <dd>{format.dateTime(plannedAt)}</dd>
    </dl>
  );
}
