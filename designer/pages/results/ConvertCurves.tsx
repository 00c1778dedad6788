import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { ChartFigure } from '../../charts/ChartFigure.tsx';
import { chartText } from '../../charts/chartText.ts';
import { curvesOption } from './curvesOption.ts';
import { rateDigits } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';

type Curves = Analysis['timeToConvert'][number];

const HEIGHT = 260;

/** Share converted by each day since exposure, per arm. */
export function ConvertCurves({ curves, controls }: { curves: Curves; controls: ReactNode }) {
  const { t } = useTranslation('outcome');
  const { nameOf, palette, say } = useSplitView();
  const title = t('curves.title', { goal: curves.goal });
  const axisName = t('curves.day');
  const option = useMemo(() => {
    const digits = rateDigits(curves.arms.flatMap(({ points }) => points.map(({ converted }) => converted)));
    return curvesOption(
      curves.arms.map(({ arm, points, untilDay }) => ({ name: nameOf(arm), points, untilDay })),
      {
        palette,
        text: chartText(palette),
        axisName,
        shareText: (share) => say.rate(share, digits),
        axisText: say.roundShare,
      },
    );
  }, [curves, nameOf, palette, say, axisName]);
  if (curves.arms.every(({ points }) => points.length === 0)) {
    return (
      <div>
        <h3>{title}</h3>
        {controls}
        <p className="tl-soft">{t('curves.none')}</p>
      </div>
    );
  }
  const tests = curves.tests.map(({ arm, test }) =>
    test.state === 'computed'
      ? t('curves.test', { arm: nameOf(arm), p: say.p(test.pValue) })
      : t('curves.noTest', { arm: nameOf(arm), why: say.missing(test) }),
  );
  return (
    <ChartFigure
      title={title}
      controls={controls}
      option={option}
      height={HEIGHT}
      label={title}
      caption={[t('curves.about'), tests.join(' · ')].join(' ')}
      table={<CurvesTable title={title} curves={curves} />}
    />
  );
}

function CurvesTable({ title, curves }: { title: string; curves: Curves }) {
  const { t } = useTranslation('outcome');
  const { nameOf, say, format } = useSplitView();
  const ends = curves.arms.flatMap(({ untilDay }) => untilDay ?? []);
  const days = [
    ...new Set([...curves.arms.flatMap(({ points }) => points.map(({ day }) => day)), ...ends]),
  ].sort((one, other) => one - other);
  const pointWords = ({ converted, lower, upper }: Curves['arms'][number]['points'][number]) => {
    const digits = rateDigits([converted, lower ?? 0, upper ?? 0]);
    const words = say.rate(converted, digits);
    return lower === null || upper === null
      ? words
      : `${words} (${say.rate(lower, digits)} – ${say.rate(upper, digits)})`;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="tl-tall-table" tabIndex={0} aria-label={title}>
      <table className="tl-matrix">
        <thead>
          <tr>
            <th scope="col">{t('curves.day')}</th>
            {curves.arms.flatMap(({ arm }) => [
              <th key={`${arm} converted`} scope="col">
                {t('curves.converted', { arm: nameOf(arm) })}
              </th>,
              <th key={`${arm} atRisk`} scope="col">
                {t('curves.atRisk', { arm: nameOf(arm) })}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              {curves.arms.flatMap(({ arm, points, untilDay }) => {
                // between its steps a curve stays where it is
                const point = points.findLast((candidate) => candidate.day <= day);
                const isOver = untilDay === null || day > untilDay;
                return [
                  <td key={`${arm} converted`} className="tl-number">
                    {isOver ? '–' : point ? pointWords(point) : say.rate(0)}
                  </td>,
                  <td key={`${arm} atRisk`} className="tl-number">
                    {point?.day === day ? format.number(point.atRisk) : '–'}
                  </td>,
                ];
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
