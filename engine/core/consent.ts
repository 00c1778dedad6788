import { OTHER_PURPOSES, type Profile } from '../../shared/profile.ts';

/** Granted, withdrawn, or null when the customer was never asked. */
export function consentOf(
  profile: Pick<Profile, 'consent'>,
  channel: string,
  purpose: string,
): boolean | null {
  const given = Object.hasOwn(profile.consent, channel) ? profile.consent[channel] : undefined;
  if (given === undefined || typeof given === 'boolean') return given ?? null;
  const asked = Object.hasOwn(given, purpose) ? purpose : OTHER_PURPOSES;
  return given[asked] ?? null;
}

/** The consent after a grant or withdrawal; without a purpose it holds for the whole channel. */
export function withConsent(
  profile: Profile,
  change: { channel: string; purpose: string | null; granted: boolean },
): Profile {
  const before = profile.consent[change.channel];
  const after =
    change.purpose === null ? change.granted : { ...purposesOf(before), [change.purpose]: change.granted };
  return { ...profile, consent: { ...profile.consent, [change.channel]: after } };
}

/** Before one purpose is singled out: the others keep what was said about all of them. */
function purposesOf(before: boolean | { [purpose: string]: boolean } | undefined): {
  [purpose: string]: boolean;
} {
  if (before === undefined) return {};
  return typeof before === 'boolean' ? { [OTHER_PURPOSES]: before } : before;
}
