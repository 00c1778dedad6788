import type { Exposure } from './exposure.ts';
import type { CountDelta } from './records.ts';

/** What a row adds to the counter of imported exposures; taken back when it is withdrawn. */
export function importedCount(
  { journeyId, version, node, arm }: Pick<Exposure, 'journeyId' | 'version' | 'node' | 'arm'>,
  count: 1 | -1,
): CountDelta {
  return { journeyId, version, node, metric: 'imported', detail: arm, count };
}
