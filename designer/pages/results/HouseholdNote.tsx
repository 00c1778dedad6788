import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSplitView } from './splitView.ts';

/** Of a split that draws for households: what is counted, whom it leaves out, and what cannot be said. */
export function HouseholdNote() {
  const { t } = useTranslation('households');
  const { t: decision } = useTranslation('decision');
  const { analysis, format } = useSplitView();
  const { unit } = analysis;
  if (!unit) return null;
  const counts = ({ units, customers }: typeof unit.exposed) => ({
    units: format.number(units),
    customers: format.number(customers),
  });
  const figures = unit.leftOut.map((figure) => decision(`audit.figures.${figure}`)).join(t('separator'));
  return (
    <Alert
      type="info"
      showIcon
      title={t('title', { attribute: unit.attribute, ...counts(unit.exposed) })}
      description={
        <>
          <p>{t('about')}</p>
          {unit.contaminated.units > 0 && <p>{t('contaminated', counts(unit.contaminated))}</p>}
          {unit.ineligible.units > 0 && <p>{t('ineligible', counts(unit.ineligible))}</p>}
          <p>{t('leftOut', { figures })}</p>
        </>
      }
    />
  );
}
