import { useTranslation } from 'react-i18next';
import { ConvertCurves } from './ConvertCurves.tsx';
import { FunnelTable } from './FunnelTable.tsx';
import { GuardrailsTable } from './GuardrailsTable.tsx';
import { Part } from './Part.tsx';
import { SecondaryTable } from './SecondaryTable.tsx';
import { useSplitView } from './SplitContext.ts';

/** The fifth part: what else moved, what must not, and how customers got there. */
export function GoalsPart() {
  const { t } = useTranslation('outcome');
  const { analysis } = useSplitView();
  const { guardrails, secondary, timeToConvert } = analysis;
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
        {secondary.length > 0 && <SecondaryTable metrics={secondary} />}
      </div>
      <FunnelTable />
      {timeToConvert.map((curves) => (
        <ConvertCurves key={curves.goal} curves={curves} />
      ))}
    </Part>
  );
}
