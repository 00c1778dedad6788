import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { ChartFigure } from '../../charts/ChartFigure.tsx';
import { chartText } from '../../charts/chartText.ts';
import { ComparisonsTable } from './ComparisonsTable.tsx';
import { effectLine, type Scale } from './effectScale.ts';
import { forestOption } from './forestOption.ts';
import { readingOf } from './reading.ts';
import { useSplitView } from './splitView.ts';

const ROW_HEIGHT = 38;
const AXIS_HEIGHT = 44;

interface EffectForestProps {
  comparisons: Comparison[];
  scale: Scale;
  controls: ReactNode;
}

/** Effects against the reference as a forest plot, the table of the same numbers below it. */
export function EffectForest({ comparisons, scale, controls }: EffectForestProps) {
  const { t } = useTranslation('effect');
  const { analysis, say, nameOf, palette, isTrusted } = useSplitView();
  const against = nameOf(analysis.reference ?? '');
  const label = t('difference.plot', { against, unit: say.unit(scale) });
  const { minimumEffect } = analysis.plan;
  const option = useMemo(() => {
    const colours = { better: palette.good, worse: palette.bad, open: palette.accent };
    const colourOf = (comparison: Comparison) => {
      const reading = readingOf(comparison, isTrusted);
      return reading === 'notComputable' || reading === 'notJudged' ? palette.textFaint : colours[reading];
    };
    const rows = comparisons.map((comparison) => ({
      name: nameOf(comparison.arm),
      line: effectLine(comparison, scale),
      colour: colourOf(comparison),
    }));
    return forestOption(rows, {
      palette,
      text: chartText(palette),
      numberText: (value) => say.axis(value, scale),
      minimum: minimumEffect === undefined ? null : minimumEffect * scale.factor,
    });
  }, [comparisons, scale, palette, isTrusted, minimumEffect, nameOf, say]);
  const table = <ComparisonsTable label={label} comparisons={comparisons} scale={scale} />;
  return (
    <ChartFigure
      title={t('difference.title', { against })}
      controls={controls}
      option={option}
      height={AXIS_HEIGHT + comparisons.length * ROW_HEIGHT}
      label={label}
      caption={
        <>
          {t('difference.inUnit', { unit: say.unit(scale) })} {t('difference.caption')}{' '}
          {scale.id === 'lift' && t('difference.captionLift')}
        </>
      }
      isTableBelow
      table={table}
    />
  );
}
