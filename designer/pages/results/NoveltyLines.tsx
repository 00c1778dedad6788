import { useTranslation } from 'react-i18next';
import type { MetricResult } from '../../../shared/experiment/analysis.ts';
import { scaleOf } from './effectScale.ts';
import { useSplitView } from './splitView.ts';

/** Whether the effect fades or grows with the days since exposure. */
export function NoveltyLines({ metric }: { metric: MetricResult }) {
  const { t } = useTranslation('effect');
  const { analysis, say, nameOf } = useSplitView();
  const scale = scaleOf('absolute', metric, analysis);
  if (scale === null) return null;
  return analysis.overTime.novelty.map(({ arm, by, slopePerDay, pValue, isFlagged }) => {
    const isKnown = slopePerDay.state === 'computed';
    const key = isKnown ? (isFlagged ? 'flagged' : 'fine') : 'unknown';
    return (
      <p key={`${arm} ${by}`} className={isFlagged ? 'tl-flag' : 'tl-soft'}>
        {t(`time.novelty.${key}`, {
          arm: nameOf(arm),
          by: t(`time.novelty.by.${by}`),
          slope: isKnown ? say.effect(slopePerDay.estimate * scale.factor, scale) : '',
          p: say.p(pValue),
        })}
      </p>
    );
  });
}
