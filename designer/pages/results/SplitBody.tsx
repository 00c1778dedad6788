import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDurationWords } from '../../format/useFormat.ts';
import { AuditPart } from './AuditPart.tsx';
import { Contents } from './Contents.tsx';
import { DecisionPart } from './DecisionPart.tsx';
import { GoalsPart } from './GoalsPart.tsx';
import { HiddenResults } from './HiddenResults.tsx';
import { HouseholdNote } from './HouseholdNote.tsx';
import { MoneyPart } from './MoneyPart.tsx';
import { Part } from './Part.tsx';
import { PrimaryPart } from './PrimaryPart.tsx';
import { SegmentsPart } from './SegmentsPart.tsx';
import { StrataPart } from './StrataPart.tsx';
import { useSplitView } from './splitView.ts';
import { TeachLine } from './TeachLine.tsx';
import { TimePart } from './TimePart.tsx';
import { TrustPart } from './TrustPart.tsx';
import { VerdictStrip } from './VerdictStrip.tsx';

/** The ten parts in their order; what a failed check makes worthless is folded away. */
export function SplitBody() {
  const { t } = useTranslation('verdict');
  const { t: trust } = useTranslation('trust');
  const { analysis, isTrusted, format } = useSplitView();
  const [isForced, setForced] = useState(false);
  const isShown = isTrusted || isForced;
  const dropped =
    analysis.plan.conclusion === 'none' &&
    analysis.amendments.findLast(({ dropsConclusion }) => dropsConclusion);
  return (
    <div className="tl-result">
      <div className="tl-stack">
        <Part number={1} title={t('title')}>
          <VerdictStrip hasFigures />
          <HouseholdNote />
          {analysis.startedAt !== null && analysis.startedAt < analysis.publishedAt && (
            <Alert
              type="info"
              showIcon
              title={t('importedTrial', { time: format.dateTime(analysis.publishedAt) })}
            />
          )}
          {dropped && (
            <Alert
              type="warning"
              showIcon
              title={t('conclusionDropped', { time: format.dateTime(dropped.at), version: dropped.version })}
            />
          )}
          {analysis.amendments.length > 0 && (
            <Alert
              type="warning"
              showIcon
              title={t('amended', {
                times: analysis.amendments.map(({ at }) => format.dateTime(at)).join(', '),
              })}
            />
          )}
        </Part>
        <TrustPart />
        {isForced && !isTrusted && <Alert type="warning" showIcon title={trust('look.shown')} />}
        {isShown ? <Results /> : <HiddenResults onShow={() => setForced(true)} />}
        <DecisionPart />
        <AuditPart />
      </div>
      <Contents isShown={isShown} />
    </div>
  );
}

/** Parts three to eight. */
function Results() {
  const { t } = useTranslation('verdict');
  const { t: effect } = useTranslation('effect');
  const { analysis } = useSplitView();
  const durationWords = useDurationWords();
  const { primary, startedAt } = analysis;
  if (startedAt === null) {
    const window = durationWords(primary?.window ?? '');
    return (
      <Part number={3} title={effect('title')}>
        <TeachLine title={effect('nobody.title')}>{effect('nobody.body', { window })}</TeachLine>
      </Part>
    );
  }
  return (
    <>
      {primary?.basis === 'soFar' && (
        <Alert type="warning" showIcon title={t('early', { window: durationWords(primary.window) })} />
      )}
      <PrimaryPart />
      {primary && <TimePart primary={primary} />}
      <GoalsPart />
      {primary && (
        <>
          <MoneyPart primary={primary} />
          <SegmentsPart primary={primary} />
          <StrataPart primary={primary} />
        </>
      )}
    </>
  );
}
