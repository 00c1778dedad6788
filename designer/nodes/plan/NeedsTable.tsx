import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import type { SampleNeeds } from './sampleNeeds.ts';

interface NeedsTableProps {
  needs: SampleNeeds;
  plan: ExperimentPlan;
  /** local day on which the last window is over */
  end: string | null;
}

const WEEK_DAYS = 7;

/** What the plan asks for, and beside it what its planned customers come to. */
export function NeedsTable({ needs: { needed, duration, power, detectable }, plan, end }: NeedsTableProps) {
  const { t, locale, percent } = useEditorWords();
  const isShare = plan.primary.measure === 'conversion';
  const number = (one: number) => one.toLocaleString(locale);
  const effect = (one: number) =>
    isShare
      ? t('power.points', { count: (one * 100).toLocaleString(locale, { maximumFractionDigits: 2 }) })
      : one.toLocaleString(locale, { maximumFractionDigits: 2 });
  return (
    <dl className="tl-needs">
      <dt>{t('power.needed', { effect: effect(plan.minimumEffect ?? 0), power: percent(plan.power) })}</dt>
      <dd>
        {needed ? (
          <>
            <b>{number(needed.total)}</b> {t('power.perArm', { count: number(needed.perArm) })}
          </>
        ) : (
          t('power.notReachable')
        )}
      </dd>
      {duration && end && (
        <>
          <dt>{t('power.duration')}</dt>
          <dd>
            {duration.collectDays > 0
              ? t('power.weeks', {
                  weeks: duration.collectDays / WEEK_DAYS,
                  days: duration.totalDays - duration.collectDays,
                })
              : t('power.days', { days: duration.totalDays })}{' '}
            · {t('power.until', { end })}
          </dd>
        </>
      )}
      {power !== null && plan.plannedCustomers !== undefined && (
        <>
          <dt>{t('power.planned', { count: number(plan.plannedCustomers) })}</dt>
          <dd>
            {t('power.powerIs', { power: percent(power) })}
            {detectable !== null && ` · ${t('power.detectable', { effect: effect(detectable) })}`}
          </dd>
        </>
      )}
    </dl>
  );
}
