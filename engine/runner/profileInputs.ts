import type { ProfileInput } from '../../shared/profile.ts';
import type { ProfilePatch } from '../core/input.ts';
import type { NewInput } from '../stores/store.ts';

/** Profiles as the store takes them; absent fields stay as they are. */
export function profileInputs(profiles: readonly ProfileInput[], atMs: number): NewInput[] {
  return profiles.map((profile) => ({
    profileId: profile.id,
    atMs,
    input: { type: 'profile', patch: patchOf(profile) },
  }));
}

function patchOf({ id: _id, ...given }: ProfileInput): ProfilePatch {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
