import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SUCCESS_SHARE_DEFAULT } from '../../../engine/core/statistics/falsePositiveRisk.ts';
import { DECISIONS, type Decision } from '../../../shared/api/experiments.ts';
import { useDecisions } from '../../api/runs.ts';
import { FocusBack } from '../../shell/FocusBack.tsx';
import { DecisionDialog } from './DecisionDialog.tsx';
import { deedWords } from './decisionDraft.ts';
import { Part } from './Part.tsx';
import { PastDecisions } from './PastDecisions.tsx';
import { useSplitView } from './splitView.ts';
import { WinnerBarredLine } from './WinnerBarredLine.tsx';

type Deed = Decision['decision'];

/** The ninth part: what to do now, and what was done before. */
export function DecisionPart() {
  const { t } = useTranslation('decision');
  const { analysis, isKept, isTrusted, run, say, split } = useSplitView();
  const decisions = useDecisions(split);
  const [chosen, setChosen] = useState<Deed | null>(null);
  const { allows } = analysis.rule;
  // to wait concludes nothing
  const isDecided = decisions.data?.items.some((one) => one.run === run.id && one.decision !== 'continue');
  const against = DECISIONS.filter((deed) => !allows.includes(deed));
  const card = (deed: Deed, isAllowed: boolean) => (
    <DeedCard key={deed} deed={deed} isAllowed={isAllowed} onChoose={() => setChosen(deed)} />
  );
  return (
    <Part number={9} title={t('title')} about={t('about')}>
      {analysis.falsePositiveRisk !== null && analysis.verdict.state === 'winner' && (
        <p className="tl-soft">
          {t(analysis.successShare === null ? 'risk.usual' : 'risk.own', {
            share: say.rate(analysis.falsePositiveRisk, 0),
            success: say.rate(analysis.successShare ?? SUCCESS_SHARE_DEFAULT, 0),
          })}
        </p>
      )}
      {isTrusted && <WinnerBarredLine />}
      {isKept || isDecided ? (
        <p className="tl-soft">{t(isKept ? 'old' : 'decided')}</p>
      ) : (
        <div className="tl-deeds tl-no-print">
          {allows.length > 0 && (
            <div>
              <h3>{t('allowed')}</h3>
              <div className="tl-deed-row">{allows.map((deed) => card(deed, true))}</div>
            </div>
          )}
          {against.length > 0 && (
            <div>
              <h3>
                {t('against')} <span className="tl-faint tl-small">{t('needs')}</span>
              </h3>
              <div className="tl-deed-row">{against.map((deed) => card(deed, false))}</div>
            </div>
          )}
        </div>
      )}
      <PastDecisions />
      {chosen !== null && (
        <>
          <FocusBack />
          <DecisionDialog deed={chosen} onClose={() => setChosen(null)} />
        </>
      )}
    </Part>
  );
}

interface DeedCardProps {
  deed: Deed;
  isAllowed: boolean;
  onChoose(): void;
}

function DeedCard({ deed, isAllowed, onChoose }: DeedCardProps) {
  const { t } = useTranslation('decision');
  const { analysis, nameOf } = useSplitView();
  const { arm } = analysis.rule;
  const { automation } = analysis.plan;
  const isMeasuredOn = automation !== undefined && 'holdback' in automation && automation.holdback > 0;
  const words =
    deed === 'rollOut'
      ? isAllowed && arm !== null
        ? t('deed.rollOut', { arm: nameOf(arm) })
        : t('deed.rollOutOpen')
      : t(`deed.${deedWords(deed, analysis)}`);
  return (
    <div className="tl-deed" data-allowed={isAllowed}>
      <Button type={isAllowed ? 'primary' : 'default'} onClick={onChoose}>
        {words}
        {isAllowed ? '' : ' …'}
      </Button>
      <p className="tl-small tl-soft">
        {t(`explain.${deed === 'rollOut' && !isMeasuredOn ? 'rollOutAll' : deed}`)}
      </p>
    </div>
  );
}
