import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricResult } from '../../../shared/experiment/analysis.ts';
import { EffectOverTime } from './EffectOverTime.tsx';
import { MarkerList } from './MarkerList.tsx';
import { NoveltyLines } from './NoveltyLines.tsx';
import { Part } from './Part.tsx';
import { useSplitView } from './splitView.ts';

/** The fourth part: how the effect came about, and whether it stays. */
export function TimePart({ primary }: { primary: MetricResult }) {
  const { t } = useTranslation('effect');
  const { analysis, nameOf } = useSplitView();
  const { cumulative, sinceExposure } = analysis.overTime;
  const arms = [...new Set([...cumulative, ...sinceExposure].map(({ arm }) => arm))];
  const [wanted, setWanted] = useState<string>();
  const arm = arms.find((id) => id === wanted) ?? analysis.verdict.arm ?? arms[0];
  return (
    <Part
      number={4}
      title={t('time.title')}
      aside={
        arms.length > 1 &&
        arm !== undefined && (
          <Segmented
            size="small"
            aria-label={t('time.arm')}
            value={arm}
            onChange={setWanted}
            options={arms.map((id) => ({ value: id, label: nameOf(id) }))}
          />
        )
      }
    >
      {arm === undefined ? (
        <p className="tl-soft">{t('time.none')}</p>
      ) : (
        <>
          <EffectOverTime kind="cumulative" arm={arm} metric={primary} />
          <MarkerList />
          <EffectOverTime kind="sinceExposure" arm={arm} metric={primary} />
        </>
      )}
      <NoveltyLines metric={primary} />
    </Part>
  );
}
