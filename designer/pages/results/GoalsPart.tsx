import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { ConvertCurves } from './ConvertCurves.tsx';
import { FunnelTable } from './FunnelTable.tsx';
import { GuardrailsTable } from './GuardrailsTable.tsx';
import { Part } from './Part.tsx';
import { RetentionTable } from './RetentionTable.tsx';
import { SecondaryTable } from './SecondaryTable.tsx';
import { useSplitView } from './splitView.ts';
import { useGoalValues } from './useGoalValues.ts';

/** The fifth part: what else moved, what must not, and how customers got there. */
export function GoalsPart() {
  const { t } = useTranslation('outcome');
  const { analysis } = useSplitView();
  const properties = useGoalValues();
  const { guardrails, secondary, timeToConvert, retention } = analysis;
  return (
    <Part number={5} title={t('goals.title')}>
      <div>
        <h3>{t('goals.guardrails')}</h3>
        {guardrails.length === 0 ? (
          <p className="tl-soft">{t('goals.noGuardrails')}</p>
        ) : (
          <GuardrailsTable guardrails={guardrails} />
        )}
      </div>
      <div>
        <h3>{t('goals.secondary')}</h3>
        <p className="tl-hint">{t(secondary.length === 0 ? 'goals.noSecondary' : 'goals.secondaryAbout')}</p>
        {secondary.length > 0 && <SecondaryTable metrics={secondary} properties={properties} />}
      </div>
      <FunnelTable />
      {timeToConvert.length > 0 && <Curves all={timeToConvert} />}
      {retention.length > 0 && <RetentionTable retention={retention} />}
    </Part>
  );
}

/** One goal's curves at a time, the primary one first. */
function Curves({ all }: { all: Analysis['timeToConvert'] }) {
  const { t } = useTranslation('outcome');
  const [wanted, setWanted] = useState<string>();
  const curves = all.find(({ goal }) => goal === wanted) ?? all[0];
  if (curves === undefined) return null;
  return (
    <ConvertCurves
      curves={curves}
      controls={
        all.length > 1 && (
          <Segmented
            size="small"
            className="tl-no-print"
            aria-label={t('goals.goal')}
            value={curves.goal}
            onChange={setWanted}
            options={all.map(({ goal }) => goal)}
          />
        )
      }
    />
  );
}
