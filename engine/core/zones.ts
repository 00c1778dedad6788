/** Whose clock counts: the customer's, the journey's or the workspace's (language.md 4.1). */
import type { Journey } from '../../shared/journey/journey.ts';
import type { Profile } from '../../shared/profile.ts';
import { isIanaZone } from '../../shared/time.ts';
import type { Workspace } from '../../shared/workspace.ts';

/** Everybody whose zone a setting can mean. */
export interface ZoneOwners {
  profile: Pick<Profile, 'timeZone'>;
  journey: Pick<Journey, 'timeZone'>;
  workspace: Pick<Workspace, 'timeZone'>;
}

/** An unknown zone name counts as none. */
export function knownZone(name: string | null | undefined): string | null {
  return name && isIanaZone(name) ? name : null;
}

/** The journey's own zone, else the workspace's. */
export function journeyZone(
  journey: Pick<Journey, 'timeZone'>,
  workspace: Pick<Workspace, 'timeZone'>,
): string {
  return journey.timeZone ?? workspace.timeZone;
}

/** The customer's own zone, else the journey's, else the workspace's. */
export function customerZone({ profile, journey, workspace }: ZoneOwners): string {
  return knownZone(profile.timeZone) ?? journeyZone(journey, workspace);
}

/** The zone that a setting names; the customer's where it names none. */
export function namedZone(name: string | undefined, owners: ZoneOwners): string {
  switch (name) {
    case undefined:
    case 'profile':
      return customerZone(owners);
    case 'journey':
      return journeyZone(owners.journey, owners.workspace);
    case 'workspace':
      return owners.workspace.timeZone;
    default:
      return name;
  }
}
