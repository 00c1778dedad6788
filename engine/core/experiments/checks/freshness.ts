import type { Check } from '../../../../shared/experiment/check.ts';
import type { AnalysisInput } from '../analysisInput.ts';

const WAITING_MAX_SECONDS = 600;

/** Has everything that came in been taken in, and does the goal's event come in at all? */
export function freshness({ freshness: data, asOfMs, exposed }: AnalysisInput): Check {
  const { oldestWaitingAtMs, waitingInputCount, lastGoalEventAtMs } = data;
  const seconds = oldestWaitingAtMs === null ? 0 : Math.max(0, (asOfMs - oldestWaitingAtMs) / 1000);
  const isLate = seconds > WAITING_MAX_SECONDS;
  const isNeverSeen = lastGoalEventAtMs === null && exposed.length > 0;
  return {
    id: 'freshness',
    state: isLate ? 'failed' : isNeverSeen ? 'warning' : 'ok',
    value: seconds,
    threshold: WAITING_MAX_SECONDS,
    unit: 'seconds',
    advice: isLate ? 'inputsWaiting' : isNeverSeen ? 'goalNeverSeen' : 'none',
    details: [{ kind: 'waiting', label: '', observed: waitingInputCount, expected: null, pValue: null }],
  };
}
