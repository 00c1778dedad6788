import type { ProfileInput } from '../../../shared/profile.ts';
import type { Scenario } from '../../../shared/scenario.ts';
import { isIanaZone } from '../../../shared/time.ts';

/** The zone a customer lives by: their own, the journey's, else the workspace's; a name nobody knows counts as none. */
export function customerZone(
  { journeys, workspace }: Pick<Scenario, 'journeys' | 'workspace'>,
  { timeZone }: Pick<ProfileInput, 'timeZone'>,
): string {
  const ofJourney = Object.values(journeys).map((journey) => journey.timeZone);
  const isKnown = (zone: unknown): zone is string => typeof zone === 'string' && isIanaZone(zone);
  return [timeZone, ...ofJourney].find(isKnown) ?? workspace.timeZone;
}
