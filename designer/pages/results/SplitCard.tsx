import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SplitResult } from '../../../shared/api/results.ts';
import { useDurationWords, useFormat } from '../../format/useFormat.ts';
import { ArmsTable } from './ArmsTable.tsx';
import { DifferencesTable } from './DifferencesTable.tsx';
import { SampleRatio } from './SampleRatio.tsx';

// the charts' library is the heaviest part of the page: it comes after the numbers
const ForestPlot = lazy(() => import('./ForestPlot.tsx').then((module) => ({ default: module.ForestPlot })));

/** One split: health check first, then rates, then differences. */
export function SplitCard({ split, within }: { split: SplitResult; within: string }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const [isForced, setForced] = useState(false);
  const { node, sampleRatio, firstExposedAt, lastExposedAt, inconsistentCount } = split;
  const isHidden = sampleRatio.verdict === 'suspect' && !isForced;
  return (
    <section className="tl-card">
      <div className="tl-toolbar">
        <h2 className="tl-card-title tl-grow">
          {node === '' ? t('split.holdout') : t('split.title', { node })}
        </h2>
        {firstExposedAt !== null && lastExposedAt !== null && (
          <span className="tl-small tl-faint">
            {t('split.exposedFrom', { from: format.date(firstExposedAt), to: format.date(lastExposedAt) })}
          </span>
        )}
      </div>
      {firstExposedAt === null ? (
        <p className="tl-card-body tl-soft">{t('split.nobody')}</p>
      ) : (
        <div className="tl-card-body tl-stack">
          <SampleRatio split={split} />
          {inconsistentCount > 0 && (
            <Alert type="warning" showIcon title={t('split.inconsistent', { count: inconsistentCount })} />
          )}
          {isHidden ? (
            <div className="tl-row-wrap">
              <span className="tl-soft">{t('ratio.hidden')}</span>
              <Button onClick={() => setForced(true)}>{t('ratio.showAnyway')}</Button>
            </div>
          ) : (
            <SplitFigures split={split} within={within} />
          )}
        </div>
      )}
    </section>
  );
}

function SplitFigures({ split, within }: { split: SplitResult; within: string }) {
  const { t } = useTranslation('results');
  const durationWords = useDurationWords();
  const { arms, comparisons } = split;
  const exposed = arms.reduce((sum, arm) => sum + arm.exposed, 0);
  const immature = exposed - arms.reduce((sum, arm) => sum + arm.mature, 0);
  const nameOf = (id: string) => arms.find((arm) => arm.id === id)?.name ?? id;
  const against = comparisons[0]?.against;
  const isPlotted = comparisons.some(({ difference }) => difference !== null);
  return (
    <>
      {immature > 0 && (
        <Alert
          type={split.basis === 'soFar' ? 'warning' : 'info'}
          showIcon
          title={
            split.basis === 'soFar'
              ? t('split.soFar', { within: durationWords(within) })
              : t('split.immature', { count: immature, total: exposed, within: durationWords(within) })
          }
        />
      )}
      <div>
        <h3 className="tl-label">{t('arms.title')}</h3>
        <ArmsTable arms={arms} />
      </div>
      {against !== undefined && (
        <div>
          <h3 className="tl-label">{t('difference.title', { against: nameOf(against) })}</h3>
          <div className="tl-differences">
            <DifferencesTable comparisons={comparisons} nameOf={nameOf} />
            {isPlotted && (
              <Suspense fallback={<div className="tl-plot" />}>
                <ForestPlot comparisons={comparisons} nameOf={nameOf} />
              </Suspense>
            )}
          </div>
          <p className="tl-hint">{t('difference.method')}</p>
        </div>
      )}
    </>
  );
}
