import type { Exposure, HistoryEvent } from '../core/records.ts';
import type { ExposureOutcome } from './reports.ts';

/**
 * First exposure of every unit with the goal's events at or after it.
 *
 * @param exposures  of one split, in order of unit, each unit's in order of recording
 * @param events  of one name, each unit's oldest first
 */
export function outcomesOf(
  exposures: Iterable<Pick<Exposure, 'profileId' | 'arm' | 'epoch' | 'exposedAtMs'>>,
  events: Iterable<{ profileId: string; occurredAtMs: number; properties: HistoryEvent['properties'] }>,
): ExposureOutcome[] {
  const units = new Map<string, ExposureOutcome>();
  for (const { profileId, arm, epoch, exposedAtMs } of exposures) {
    const unit = units.get(profileId);
    if (!unit) {
      units.set(profileId, { profileId, arm, epoch, exposedAtMs, consistent: true, events: [] });
      continue;
    }
    if (unit.arm !== arm) unit.consistent = false;
    if (exposedAtMs < unit.exposedAtMs) Object.assign(unit, { arm, epoch, exposedAtMs });
  }
  for (const { profileId, occurredAtMs, properties } of events) {
    const unit = units.get(profileId);
    if (unit && occurredAtMs >= unit.exposedAtMs) unit.events.push({ occurredAtMs, properties });
  }
  return [...units.values()];
}
