import type { Profile } from '../../../shared/profile.ts';

export function sampleProfile(more: Partial<Profile> = {}): Profile {
  return {
    id: 'c1',
    timeZone: null,
    locale: 'en',
    attributes: {},
    tags: [],
    addresses: { sms: '+8613800000001', email: 'c1@example.test' },
    consent: { sms: true, email: true },
    suppressed: [],
    knownSinceMs: 0,
    since: {},
    ...more,
  };
}
