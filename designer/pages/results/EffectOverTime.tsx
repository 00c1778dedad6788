import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricResult } from '../../../shared/experiment/analysis.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { ChartFigure } from '../../charts/ChartFigure.tsx';
import { chartText } from '../../charts/chartText.ts';
import { type BandPoint, bandOption } from './bandOption.ts';
import { type Scale, scaleOf } from './effectScale.ts';
import { figureDigits } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';
import { dayPlace, instantPlace, pointsOf } from './timeline.ts';
import { useMarkerWords } from './useMarkerWords.ts';

interface EffectOverTimeProps {
  kind: 'cumulative' | 'sinceExposure';
  arm: string;
  metric: MetricResult;
}

const HEIGHT = 260;
/** Lines of markers closer than this share of the axis would write over each other: the later label goes. */
const LABEL_SHARE_MIN = 0.09;

/** An effect by day, as a band and as a table. */
export function EffectOverTime({ kind, arm, metric }: EffectOverTimeProps) {
  const { t } = useTranslation('effect');
  const { analysis, format } = useSplitView();
  const scale = scaleOf('absolute', metric, analysis);
  const isByDate = kind === 'cumulative';
  const title = t(isByDate ? 'time.cumulative' : 'time.since');
  const points = pointsOf(analysis.overTime[kind], arm);
  if (scale === null || points.length === 0) {
    return (
      <div>
        <h3>{title}</h3>
        <p className="tl-soft">{t('time.none')}</p>
      </div>
    );
  }
  // noon, so that no zone turns the date into its neighbour
  const dayWords = (at: string) => (isByDate ? format.date(`${at}T12:00:00Z`) : at);
  return <Drawn kind={kind} title={title} points={points} scale={scale} dayWords={dayWords} />;
}

interface DrawnProps {
  kind: EffectOverTimeProps['kind'];
  title: string;
  points: ReturnType<typeof pointsOf>;
  scale: Scale;
  dayWords(at: string): string;
}

/** All days of a curve are read together. */
function pointDigits(points: DrawnProps['points'], { factor, currency }: Scale): number {
  const numbers = points.flatMap(({ estimate, lower, upper }) => [estimate, lower, upper]);
  return figureDigits(
    numbers.map((number) => number * factor),
    currency,
  );
}

function Drawn({ kind, title, points, scale, dayWords }: DrawnProps) {
  const { t } = useTranslation('effect');
  const { t: households } = useTranslation('households');
  const { analysis, palette, say, format } = useSplitView();
  const isByDate = kind === 'cumulative';
  const marks = useMarks(isByDate ? points.map(({ at }) => dayPlace(at)) : null);
  const { minimumEffect } = analysis.plan;
  const unitWord = analysis.unit ? households('exposed') : t('time.units');
  const option = useMemo(() => {
    const digits = pointDigits(points, scale);
    const drawn = points.map(
      ({ at, estimate, lower, upper, units }): BandPoint => ({
        x: isByDate ? dayPlace(at) : Number(at),
        estimate: estimate * scale.factor,
        lower: lower * scale.factor,
        upper: upper * scale.factor,
        words: `${dayWords(at)}\n${say.effect(estimate * scale.factor, scale, digits)} (${say.range(
          { lower: lower * scale.factor, upper: upper * scale.factor },
          scale,
          digits,
        )})\n${unitWord}: ${format.number(units)}`,
      }),
    );
    return bandOption({
      points: drawn,
      unit: isByDate ? DAY_MS : 1,
      // the effect of a single day is only a part of the whole that the plan speaks of
      minimum: minimumEffect === undefined || !isByDate ? null : minimumEffect * scale.factor,
      placeText: isByDate ? format.dayOfYear : String,
      marks,
      numberText: (value) => say.axis(value, scale),
      palette,
      text: chartText(palette),
    });
  }, [points, isByDate, scale, dayWords, say, format, minimumEffect, marks, palette, unitWord]);
  return (
    <ChartFigure
      title={title}
      option={option}
      height={HEIGHT}
      label={title}
      caption={`${t('difference.inUnit', { unit: say.unit(scale) })} ${t(
        isByDate ? 'time.cumulativeCaption' : 'time.sinceCaption',
      )}`}
      table={<PointsTable kind={kind} title={title} points={points} scale={scale} dayWords={dayWords} />}
    />
  );
}

/** Markers and the planned end on the axis; null where the axis has no dates. */
function useMarks(places: readonly number[] | null) {
  const { t } = useTranslation('effect');
  const { analysis } = useSplitView();
  const wordsOf = useMarkerWords();
  if (places === null) return [];
  const { markers, plannedEnd } = analysis.overTime;
  const first = Math.min(...places);
  const all = [
    ...markers
      .filter(({ type }) => type !== 'plannedEnd')
      .map((marker) => ({
        x: instantPlace(marker.at, analysis.zone),
        label: wordsOf(marker),
        isStrong: false,
      })),
    ...(plannedEnd === null
      ? []
      : [{ x: dayPlace(plannedEnd), label: t('time.marker.plannedEnd'), isStrong: true }]),
  ].filter(({ x }) => x >= first);
  all.sort((one, other) => one.x - other.x);
  const span = Math.max(...places, ...all.map(({ x }) => x)) - first;
  let labelled = Number.NEGATIVE_INFINITY;
  return all.map((mark) => {
    const hasRoom = mark.isStrong || mark.x - labelled >= span * LABEL_SHARE_MIN;
    if (hasRoom) labelled = mark.x;
    return hasRoom ? mark : { ...mark, label: '' };
  });
}

function PointsTable({ kind, title, points, scale, dayWords }: DrawnProps) {
  const { t } = useTranslation('effect');
  const { t: households } = useTranslation('households');
  const { analysis, say, format } = useSplitView();
  const digits = pointDigits(points, scale);
  const end = { align: 'right' as const, className: 'tl-number' };
  const columns: TableColumnsType<DrawnProps['points'][number]> = [
    {
      key: 'at',
      title: t(kind === 'cumulative' ? 'time.day' : 'time.days'),
      render: (_, { at }) => dayWords(at),
    },
    {
      ...end,
      key: 'units',
      title: analysis.unit ? households('exposed') : t('time.units'),
      render: (_, { units }) => format.number(units),
    },
    {
      ...end,
      key: 'effect',
      title: t('time.effect'),
      render: (_, { estimate }) => say.bare(estimate * scale.factor, scale, digits),
    },
    {
      ...end,
      key: 'interval',
      title: t('time.interval'),
      render: (_, { lower, upper }) =>
        say.range({ lower: lower * scale.factor, upper: upper * scale.factor }, scale, digits),
    },
  ];
  return (
    <Table
      aria-label={title}
      className="tl-narrow-table"
      size="small"
      rowKey="at"
      columns={columns}
      dataSource={points}
      pagination={false}
      scroll={{ y: HEIGHT }}
    />
  );
}
