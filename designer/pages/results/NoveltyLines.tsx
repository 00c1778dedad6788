import { useTranslation } from 'react-i18next';
import type { MetricResult } from '../../../shared/experiment/analysis.ts';
import { RELATIVE_SCALE, scaleOf } from './effectScale.ts';
import { NoveltyTable } from './NoveltyTable.tsx';
import { useSplitView } from './splitView.ts';

/** Whether the effect fades or grows with the days since exposure. */
export function NoveltyLines({ metric }: { metric: MetricResult }) {
  const { t } = useTranslation('effect');
  const { analysis, say, nameOf } = useSplitView();
  const scale = scaleOf('absolute', metric, analysis);
  const { novelty } = analysis.overTime;
  if (scale === null) return null;
  const lines = novelty.map(({ arm, by, slopePerDay, pValue, isFlagged }) => {
    const isKnown = slopePerDay.state === 'computed';
    // by days since exposure the slope is of a logarithm: what the arm gains or loses on the reference each day
    const isRelative = by === 'daySinceExposure';
    const slope = !isKnown
      ? ''
      : isRelative
        ? say.effect(Math.expm1(slopePerDay.estimate) * RELATIVE_SCALE.factor, RELATIVE_SCALE)
        : say.effect(slopePerDay.estimate * scale.factor, scale);
    const key = isKnown ? (isFlagged ? (isRelative ? 'flaggedRelative' : 'flagged') : 'fine') : 'unknown';
    return (
      <p key={`${arm} ${by}`} className={isFlagged ? 'tl-flag' : 'tl-soft'}>
        {t(`time.novelty.${key}`, {
          arm: nameOf(arm),
          by: t(`time.novelty.by.${by}`),
          slope,
          p: say.p(pValue),
        })}
      </p>
    );
  });
  const known = novelty.filter(({ slopePerDay }) => slopePerDay.state === 'computed');
  return (
    <>
      {lines}
      {known.length > 0 && <NoveltyTable rows={known} scale={scale} />}
    </>
  );
}
