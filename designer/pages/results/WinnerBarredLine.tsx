import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { winnerBarred } from './decisionDraft.ts';
import { useSplitView } from './splitView.ts';

/** Says why the rule does not roll out the arm that won. */
export function WinnerBarredLine() {
  const { t } = useTranslation('decision');
  const { analysis, nameOf } = useSplitView();
  const barred = winnerBarred(analysis);
  if (barred === null) return null;
  const key = barred.harmed.length > 0 ? 'harmed' : 'notProvenSafe';
  return (
    <Alert
      type="warning"
      showIcon
      title={t(`barred.${key}`, { arm: nameOf(barred.arm), goals: barred[key].join(', ') })}
    />
  );
}
