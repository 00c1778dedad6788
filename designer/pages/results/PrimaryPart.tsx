import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricResult } from '../../../shared/experiment/analysis.ts';
import { useDurationWords } from '../../format/useFormat.ts';
import { AdjustedTable } from './AdjustedTable.tsx';
import { ArmsMatrix } from './ArmsMatrix.tsx';
import { ArmsTable } from './ArmsTable.tsx';
import { EffectForest } from './EffectForest.tsx';
import { SCALES, type ScaleId, scaleOf, tooFewForLift } from './effectScale.ts';
import { Part } from './Part.tsx';
import { againstReference } from './reading.ts';
import { useSplitView } from './splitView.ts';
import { TeachLine } from './TeachLine.tsx';

/** The third part: what the plan set out to measure. */
export function PrimaryPart() {
  const { t } = useTranslation('effect');
  const { analysis } = useSplitView();
  const { primary, reference, plan } = analysis;
  const lack = plan.conclusion === 'none' ? 'noConclusion' : 'noGoal';
  return (
    <Part number={3} title={t('title')} about={primary && <MetricFacts metric={primary} />}>
      {primary === null ? (
        <TeachLine title={t(`${lack}.title`)}>{t(`${lack}.body`)}</TeachLine>
      ) : (
        <>
          <ArmsTable metric={primary} />
          {reference === null ? (
            <TeachLine title={t('noReference.title')}>{t('noReference.body')}</TeachLine>
          ) : (
            <Effects metric={primary} />
          )}
        </>
      )}
    </Part>
  );
}

function MetricFacts({ metric: { goal, window, measure, direction } }: { metric: MetricResult }) {
  const { t } = useTranslation('effect');
  const { analysis, format } = useSplitView();
  const durationWords = useDurationWords();
  const { cap } = analysis.plan.primary;
  return [
    t('goal', { goal, window: durationWords(window) }),
    t(`measure.${measure}`),
    t(`direction.${direction}`),
    ...(cap === undefined ? [] : [t('cap', { cap: format.number(cap) })]),
  ].join(' · ');
}

function Effects({ metric }: { metric: MetricResult }) {
  const { t } = useTranslation('effect');
  const { analysis, nameOf } = useSplitView();
  const [wanted, setWanted] = useState<ScaleId>('absolute');
  const scales = SCALES.flatMap((id) => scaleOf(id, metric, analysis) ?? []);
  const scale = scales.find(({ id }) => id === wanted) ?? scales[0];
  const comparisons = againstReference(metric, analysis);
  const few = tooFewForLift(metric, analysis);
  if (scale === undefined) return null;
  return (
    <>
      <EffectForest
        comparisons={comparisons}
        scale={scale}
        controls={
          <Segmented<ScaleId>
            size="small"
            className="tl-no-print"
            aria-label={t('scale.label')}
            value={scale.id}
            onChange={setWanted}
            options={scales.map(({ id }) => ({ value: id, label: t(`scale.${id}`) }))}
          />
        }
      />
      {few.length > 0 && (
        <p className="tl-hint">{t(`scale.noLift.${metric.measure}`, { arms: few.map(nameOf).join(', ') })}</p>
      )}
      {metric.arms.length > 2 && <ArmsMatrix metric={metric} />}
      <AdjustedTable comparisons={comparisons} scale={scale.id === 'lift' ? undefined : scale} />
    </>
  );
}
