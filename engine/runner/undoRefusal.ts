import { type Problem, problem } from '../../shared/problem.ts';
import type { JourneyVersion } from '../core/version.ts';
import type { JourneyRecord } from '../stores/journeyRecord.ts';
import { transitionRefused } from './transitionRefused.ts';

/** Why the move of the people inside that a version made cannot be undone; null when it can. */
export function undoRefusal(
  record: Pick<JourneyRecord, 'life' | 'currentVersion' | 'undoneMove'>,
  versions: readonly JourneyVersion[],
  version: number,
): Problem | null {
  const { life, currentVersion, undoneMove } = record;
  const found = versions.find((of) => of.version === version);
  if (!found) return problem('not-found', { params: { what: 'version' } });
  // a pause holds the undoing like everything else, until the journey goes on
  if (life !== 'live' && life !== 'paused' && life !== 'closed') return transitionRefused(record);
  if (!found.migration) return problem('nothing-moved', { params: { version } });
  if (undoneMove === version) return problem('move-undone', { params: { version } });
  if (currentVersion === null || currentVersion === version) return null;
  return problem('move-superseded', { params: { newest: currentVersion } });
}
