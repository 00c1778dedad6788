import type { JsonObject } from '../../../../shared/json.ts';
import type { Consent, Profile } from '../../../../shared/profile.ts';
import { packed } from './columns.ts';

export const profileColumns = [
  'id',
  'known_since_ms',
  'time_zone',
  'locale',
  'attributes',
  'tags',
  'addresses',
  'consent',
  'suppressed',
  'since',
] as const;

/** Values in the order of `profileColumns`. */
export type ProfileValues = [
  id: string,
  knownSinceMs: number,
  timeZone: string | null,
  locale: string,
  attributes: string,
  tags: string | null,
  addresses: string | null,
  consent: string | null,
  suppressed: string | null,
  since: string | null,
];

export function profileValues(profile: Profile): ProfileValues {
  return [
    profile.id,
    profile.knownSinceMs,
    profile.timeZone,
    profile.locale,
    JSON.stringify(profile.attributes),
    packed(profile.tags),
    packed(profile.addresses),
    packed(profile.consent),
    packed(profile.suppressed),
    packed(profile.since),
  ];
}

export function profileOf(values: ProfileValues): Profile {
  const [id, knownSinceMs, timeZone, locale, attributes, tags, addresses, consent, suppressed, since] =
    values;
  return {
    id,
    timeZone,
    locale,
    // JSON that profileValues wrote from the same fields
    attributes: JSON.parse(attributes) as JsonObject,
    tags: tags === null ? [] : (JSON.parse(tags) as string[]),
    addresses: addresses === null ? {} : (JSON.parse(addresses) as Profile['addresses']),
    consent: consent === null ? {} : (JSON.parse(consent) as Consent),
    suppressed: suppressed === null ? [] : (JSON.parse(suppressed) as string[]),
    knownSinceMs,
    since: since === null ? {} : (JSON.parse(since) as Profile['since']),
  };
}
