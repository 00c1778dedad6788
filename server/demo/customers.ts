/** A customer of the demo bank out of one row of the data set; everything the row does not say comes from the seed. */
import type { Consent, ProfileInput } from '../../shared/profile.ts';
import type { BankRow } from './bankRows.ts';
import { type Chance, pick, pickOne } from './chance.ts';
import { chineseName, englishName } from './names.ts';

export interface DemoCustomer {
  id: string;
  row: BankRow;
  profile: ProfileInput;
}

interface Place {
  /** null: the bank does not know */
  zone: string | null;
  weight: number;
  /** share that reads Chinese */
  chinese: number;
  cities: readonly string[];
}

const PLACES: readonly Place[] = [
  {
    zone: 'Asia/Shanghai',
    weight: 90,
    chinese: 0.97,
    cities: ['上海', '北京', '广州', '深圳', '杭州', '成都', '武汉', '南京', '西安', '重庆'],
  },
  { zone: 'Asia/Hong_Kong', weight: 2.5, chinese: 0.7, cities: ['香港'] },
  { zone: 'Asia/Singapore', weight: 1.3, chinese: 0.5, cities: ['Singapore'] },
  { zone: 'Asia/Tokyo', weight: 0.8, chinese: 0.5, cities: ['Tokyo'] },
  { zone: 'Europe/London', weight: 1.2, chinese: 0.2, cities: ['London', 'Manchester'] },
  { zone: 'Europe/Berlin', weight: 0.7, chinese: 0.2, cities: ['Frankfurt', 'Berlin'] },
  { zone: 'America/New_York', weight: 1.2, chinese: 0.2, cities: ['New York', 'Boston'] },
  { zone: 'America/Los_Angeles', weight: 1, chinese: 0.3, cities: ['Los Angeles', 'San Jose'] },
  { zone: 'Australia/Sydney', weight: 0.8, chinese: 0.3, cities: ['Sydney', 'Melbourne'] },
  { zone: null, weight: 0.5, chinese: 0.9, cities: ['上海'] },
];

/** Share that has an address, and how consent was answered: granted, withdrawn, never asked. */
const CHANNELS = {
  sms: { has: 0.97, consent: [0.84, 0.08, 0.08] },
  push: { has: 0.74, consent: [0.85, 0.07, 0.08] },
  email: { has: 0.7, consent: [0.6, 0.15, 0.25] },
} as const;
type Channel = keyof typeof CHANNELS;

/** @param index position of the row, from 0; ids count from 1 */
export function customerOf(row: BankRow, index: number, chance: Chance): DemoCustomer {
  const number = String(index + 1).padStart(5, '0');
  const id = `c${number}`;
  const place = pick(
    PLACES.map((one) => [one, one.weight] as const),
    chance(id, 'place'),
  );
  const isChinese = chance(id, 'language') < place.chinese;
  const addresses = addressesOf(id, number, chance);
  const profile: ProfileInput = {
    id,
    ...(place.zone === null ? {} : { timeZone: place.zone }),
    locale: isChinese ? 'zh-CN' : 'en',
    attributes: {
      name: isChinese ? chineseName(id, chance) : englishName(id, chance),
      city: pickOne(place.cities, chance(id, 'city')),
      // conditions cannot ask for an address, so the bank's data platform tells where somebody has one
      reachableBy: Object.keys(addresses),
      ...row,
    },
    tags: row.balance >= 20_000 ? ['VIP'] : [],
    addresses,
    consent: consentOf(id, chance),
    suppressed: chance(id, 'suppressed') < 0.001 ? ['fraud-hold'] : [],
  };
  return { id, row, profile };
}

function addressesOf(id: string, number: string, chance: Chance): { [channel: string]: string } {
  const all: { readonly [Name in Channel]: string } = {
    // one digit too many for a line in Beijing and no mobile prefix: these numbers can belong to nobody
    sms: `+86100000${number}`,
    push: `demo-device-${number}`,
    email: `${id}@example.com`,
  };
  return Object.fromEntries(
    channels().flatMap((channel) =>
      chance(id, 'address', channel) < CHANNELS[channel].has ? [[channel, all[channel]]] : [],
    ),
  );
}

function consentOf(id: string, chance: Chance): Consent {
  const consent: Consent = {};
  for (const channel of channels()) {
    const [granted, withdrawn] = CHANNELS[channel].consent;
    const draw = chance(id, 'consent', channel);
    if (draw < granted) consent[channel] = true;
    else if (draw < granted + withdrawn) consent[channel] = false;
  }
  return consent;
}

function channels(): Channel[] {
  return Object.keys(CHANNELS) as Channel[]; // its own names
}
