import type { ProfileView } from '../../shared/api/profiles.ts';
import type { Profile } from '../../shared/profile.ts';
import { instantText } from '../../shared/time.ts';

export function profileView({ knownSinceMs, since: _since, ...profile }: Profile): ProfileView {
  return { ...profile, knownSince: instantText(knownSinceMs) };
}
