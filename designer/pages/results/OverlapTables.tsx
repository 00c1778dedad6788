import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { EffectText } from './EffectText.tsx';
import { lineOf, type Scale } from './effectScale.ts';
import { pText } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

type Interaction = Analysis['overlaps']['interactions'][number];
type CarryOver = Analysis['overlaps']['carryOver'];
type ArmCarryOver = CarryOver['arms'][number];
type Interval = Interaction['effect'];

const end = { align: 'right' as const, className: 'tl-number' };

/** What other splits and journeys do to the same customers: does the effect change with it? */
export function OverlapTables({ scale }: { scale: Scale }) {
  const { analysis } = useSplitView();
  const { interactions, carryOver } = analysis.overlaps;
  const hasCarried = carryOver.arms.some(({ within60 }) => within60 > 0);
  return (
    <>
      {interactions.length > 0 && <InteractionTable interactions={interactions} scale={scale} />}
      {hasCarried && <CarryOverTable carryOver={carryOver} scale={scale} />}
    </>
  );
}

function Effect({ interval, scale }: { interval: Interval; scale: Scale }) {
  const { say } = useSplitView();
  return interval.state === 'computed' ? (
    <EffectText line={lineOf(interval, scale)} scale={scale} hasUnit />
  ) : (
    <span className="tl-faint tl-words">{say.missing(interval)}</span>
  );
}

function InteractionTable({ interactions, scale }: { interactions: Interaction[]; scale: Scale }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say, format } = useSplitView();
  const journeyName = useJourneyNames();
  const isAny = interactions.some(({ isFlagged }) => isFlagged);
  const isAllUnknown = interactions.every(({ pValue }) => pValue === null);
  const columns: TableColumnsType<Interaction> = [
    {
      key: 'split',
      title: t('overlap.split'),
      render: (_, { journey, node, share }) => (
        <>
          <strong>{journeyName(journey)}</strong> {node === '' ? t('overlap.holdout') : node}
          <div className="tl-small tl-faint">{t('overlap.share', { share: say.rate(share, 1) })}</div>
        </>
      ),
    },
    { key: 'arm', title: t('overlap.arm'), render: (_, { arm }) => nameOf(arm) },
    {
      key: 'otherArm',
      title: t('overlap.otherArm'),
      render: (_, { otherArm, otherAgainst }) =>
        t('overlap.against', { arm: otherArm, against: otherAgainst }),
    },
    { ...end, key: 'units', title: t('overlap.units'), render: (_, { units }) => format.number(units) },
    {
      ...end,
      key: 'effect',
      title: t('overlap.effect'),
      render: (_, { effect }) => <Effect interval={effect} scale={scale} />,
    },
    {
      ...end,
      key: 'p',
      title: t('overlap.adjustedP'),
      render: (_, { adjustedPValue }) => (adjustedPValue === null ? '–' : pText(adjustedPValue)),
    },
  ];
  return (
    <div>
      <h3>{t('overlap.title')}</h3>
      <p className="tl-hint">
        {t('overlap.about')} {t(`horizon.${analysis.horizon}`)}
      </p>
      <p className={isAny ? 'tl-flag' : 'tl-soft'}>
        {t(isAny ? 'overlap.changes' : isAllUnknown ? 'overlap.unknown' : 'overlap.same')}
      </p>
      <WordedTable<Interaction>
        label={t('overlap.title')}
        rowKey={({ journey, node, arm, otherArm }) => `${journey}/${node}/${arm}/${otherArm}`}
        columns={columns}
        dataSource={interactions}
      />
    </div>
  );
}

function CarryOverTable({ carryOver, scale }: { carryOver: CarryOver; scale: Scale }) {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, say } = useSplitView();
  const { arms, effects, within30PValue, within60PValue } = carryOver;
  const effectOf = (wanted: string) => effects.find(({ arm }) => arm === wanted);
  const share = (row: ArmCarryOver, count: number) =>
    row.units === 0 ? '–' : say.rate(count / row.units, 1);
  const effect = (arm: string, which: 'fresh' | 'carried') => {
    const found = effectOf(arm);
    return found ? <Effect interval={found[which]} scale={scale} /> : '–';
  };
  const columns: TableColumnsType<ArmCarryOver> = [
    { key: 'arm', title: t('goals.arm'), render: (_, { arm }) => <strong>{nameOf(arm)}</strong> },
    { ...end, key: '30', title: t('carryOver.within30'), render: (_, row) => share(row, row.within30) },
    { ...end, key: '60', title: t('carryOver.within60'), render: (_, row) => share(row, row.within60) },
    { ...end, key: 'fresh', title: t('carryOver.fresh'), render: (_, { arm }) => effect(arm, 'fresh') },
    { ...end, key: 'carried', title: t('carryOver.carried'), render: (_, { arm }) => effect(arm, 'carried') },
    {
      ...end,
      key: 'p',
      title: t('carryOver.p'),
      render: (_, { arm }) => {
        const pValue = effectOf(arm)?.pValue ?? null;
        return pValue === null ? '–' : pText(pValue);
      },
    },
  ];
  const isFlagged = effects.some((one) => one.isFlagged);
  return (
    <div>
      <h3>{t('carryOver.title')}</h3>
      <p className="tl-hint">
        {t('carryOver.about', { p30: say.p(within30PValue), p60: say.p(within60PValue) })}{' '}
        {t(`horizon.${analysis.horizon}`)}
      </p>
      {isFlagged && <p className="tl-flag">{t('carryOver.differs')}</p>}
      <WordedTable<ArmCarryOver>
        label={t('carryOver.title')}
        rowKey="arm"
        columns={columns}
        dataSource={arms}
      />
    </div>
  );
}
