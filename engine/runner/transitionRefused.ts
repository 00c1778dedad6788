import { type Problem, problem } from '../../shared/problem.ts';
import type { JourneyRecord } from '../stores/journeyRecord.ts';
import { allowedDeeds } from './journeyLife.ts';

export function transitionRefused({ life }: Pick<JourneyRecord, 'life'>): Problem {
  return problem('transition-refused', {
    params: { state: life, allowed: allowedDeeds(life).join(', ') || '–' },
  });
}
