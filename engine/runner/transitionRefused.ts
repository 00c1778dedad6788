import { type Problem, problem } from '../../shared/problem.ts';
import type { JourneyRecord } from '../stores/journeyRecord.ts';
import { allowedDeeds } from './journeyLife.ts';

/** A deed that the table of lives does not have for a journey as it is. */
export function transitionRefused({ life }: Pick<JourneyRecord, 'life'>): Problem {
  return problem('transition-refused', {
    params: { state: life, allowed: allowedDeeds(life).join(', ') || '–' },
  });
}
