import { useTranslation } from 'react-i18next';
import type { TestedShare } from '../../../shared/experiment/testedShare.ts';
import { REST_OUTLET } from '../../../shared/nodes/traffic.ts';
import { useCounts } from '../../api/journeys.ts';
import { useSplitView } from './splitView.ts';

function useTrafficWords(): (traffic: TestedShare) => string {
  const { t } = useTranslation('trust');
  const { say } = useSplitView();
  return ({ sharePercent, layer }) => {
    const share = say.roundShare(sharePercent / 100);
    return layer === null ? t('traffic.own', { share }) : t('traffic.layer', { share, layer });
  };
}

/** How many passed the split untested: a count of the journey, no arm of the analysis. */
function useRestCount(): number | null {
  const { split } = useSplitView();
  const { data } = useCounts(split.journeyId);
  return data ? (data.nodes[split.node]?.left[REST_OUTLET] ?? 0) : null;
}

/** Whom the split tests, where it is not everybody: what the checks are about. */
export function TrafficLine() {
  const { t } = useTranslation('trust');
  const { analysis, format } = useSplitView();
  const words = useTrafficWords();
  const rest = useRestCount();
  if (!analysis.traffic) return null;
  return (
    <>
      {words(analysis.traffic)}{' '}
      {rest !== null && t('traffic.rest', { count: rest, said: format.number(rest) })}
    </>
  );
}

/** The same for whoever checks it again: with the slots and what they are drawn by. */
export function TrafficFacts() {
  const { t } = useTranslation('trust');
  const { analysis } = useSplitView();
  const words = useTrafficWords();
  const { traffic, salt } = analysis;
  if (!traffic) return null;
  return (
    <>
      <dt>{t('traffic.title')}</dt>
      <dd>
        {words(traffic)}{' '}
        {t('traffic.slots', { slots: traffic.slots.map(({ from, to }) => `${from}–${to - 1}`).join(', ') })}{' '}
        <code>{traffic.layer === null ? `traffic:${salt}` : `layer:${traffic.layer}`}</code>
      </dd>
    </>
  );
}
