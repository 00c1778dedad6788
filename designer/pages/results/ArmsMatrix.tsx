import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricResult } from '../../../shared/experiment/analysis.ts';
import { useIsPrinting } from '../../charts/printing.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { EffectText } from './EffectText.tsx';
import { lineOf, type Scale, scaleOf } from './effectScale.ts';
import { pairEffect } from './pairEffect.ts';
import { useSplitView } from './splitView.ts';

/** Every arm against every other, shown when asked for and on paper. */
export function ArmsMatrix({ metric }: { metric: MetricResult }) {
  const { t } = useTranslation('effect');
  const { analysis } = useSplitView();
  const [isAsked, setAsked] = useState(false);
  // paper has nothing to press
  const isShown = useIsPrinting() || isAsked;
  const scale = scaleOf('absolute', metric, analysis);
  return (
    <div>
      <Button size="small" className="tl-no-print" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
        {t(isAsked ? 'matrix.hide' : 'matrix.show')}
      </Button>
      {isShown && scale && <Matrix metric={metric} scale={scale} />}
    </div>
  );
}

function Matrix({ metric, scale }: { metric: MetricResult; scale: Scale }) {
  const { t } = useTranslation('effect');
  const { say, nameOf } = useSplitView();
  const arms = metric.arms.map(({ arm }) => arm);
  return (
    <ScrollBox label={t('matrix.title')}>
      <table className="tl-matrix">
        <caption className="tl-hint">{t('matrix.about', { unit: say.unit(scale) })}</caption>
        <thead>
          <tr>
            <td />
            {arms.map((arm) => (
              <th key={arm} scope="col">
                {nameOf(arm)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arms.map((row) => (
            <tr key={row}>
              <th scope="row">{nameOf(row)}</th>
              {arms.map((column) => {
                const effect = row === column ? null : pairEffect(metric, row, column);
                return (
                  <td key={column} className="tl-number">
                    {effect === null ? (
                      ''
                    ) : effect.state === 'computed' ? (
                      <EffectText line={lineOf(effect, scale)} scale={scale} isBelow />
                    ) : (
                      <span className="tl-faint">{say.missing(effect)}</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
