/** Small random scenarios: one or two journeys of a few nodes, two customers, a month across a clock change. */
import fc from 'fast-check';
import { type Scenario, scenarioSchema } from '../../shared/scenario.ts';
import { deed, fitting } from './deed.ts';
import { pick, settings } from './nodeSettings.ts';
import { smallJourney, unkeyed } from './smallJourney.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24 * 24;
const DAYS_RUN = 45;

const workspace = settings(
  {
    timeZone: pick('UTC', 'Asia/Tokyo'),
    audiences: pick({
      gold: { type: 'attribute', attribute: 'tier', op: '=', value: 'gold' },
      staff: { members: ['c1'] },
    }),
  },
  {
    caps: pick(
      [{ max: 1, per: 'day' }],
      [
        { max: 1, per: 'P2D', channel: 'sms' },
        { max: 3, per: 'month' },
      ],
      [
        { max: 1, per: 'week', tag: 'promo' },
        { max: 2, per: 'PT24H' },
      ],
    ),
    quietHours: pick(
      [{ channel: 'sms', from: '21:00', to: '08:00' }],
      [
        { from: '22:00', to: '06:00' },
        { channel: 'sms', from: '05:00', to: '10:00', days: ['mon', 'sun'], maxHold: 'PT3H' },
      ],
      [{ from: '01:30', to: '02:30' }],
    ),
    businessHours: pick([{ from: '09:00', to: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }]),
    holidays: pick(['2026-03-10', '2026-10-26']),
    workdays: pick(['2026-03-14', '2026-10-31']),
    limits: pick([{ channel: 'sms', perSecond: 0.001 }], [{ channel: 'email', perSecond: 0.0001 }]),
    releasePerSecond: pick(0.001, 1),
    testSeeds: pick(['c1']),
    onProviderReject: pick('advance', 'pauseJourney'),
    retry: pick({ attempts: 2, first: 'PT2H' }),
    holdout: pick({ share: 0.5, salt: 'g1' }),
  },
);

const customer = (id: string) =>
  settings(
    { id: pick(id), addresses: pick({ sms: '+8613800000001', email: 'c@example.test' }, { sms: '+86138' }) },
    {
      timeZone: pick('Europe/Berlin', 'America/New_York', 'Mars/Olympus'),
      locale: pick('zh', 'de-AT'),
      attributes: fc.dictionary(
        pick('balance', 'tier', 'due'),
        pick(0, 10, 'gold', '2026-03-09', '2026-10-25T02:30'),
      ),
      consent: pick({ sms: true, email: true }, { sms: { marketing: true } }, { sms: false, email: true }),
    },
  );

const template = {
  hello: {
    sms: { en: 'Hi {{ tier }} {{ event.amount | default: 0 }}', 'zh-CN': '你好 {{ vars.score }}' },
    email: { en: { subject: 'Hi', body: 'Hello {{ key }}' } },
  },
};

/** A whole scenario from a day on; instants are whole hours, so that they often coincide. */
export const lifeFrom = (start: '2026-03-05T00:00:00Z' | '2026-10-20T00:00:00Z'): fc.Arbitrary<Scenario> =>
  fc
    .record({
      workspace,
      first: smallJourney,
      second: fc.option(smallJourney, { freq: 3 }),
      later: fc.option(fc.tuple(fc.nat(200), smallJourney), { freq: 4 }),
      profiles: fc.tuple(customer('c1'), customer('c2')),
      deeds: fc.array(fc.tuple(fc.oneof(fc.nat(48), fc.nat(HOURS)), deed()), { minLength: 1, maxLength: 12 }),
    })
    .map(({ workspace: space, first, second, later, profiles, deeds }) => {
      const documents = [{ id: 'a', ...first }, ...(second ? [{ id: 'b', ...second }] : [])];
      // a second version has the trigger of the first: people inside stay where they are (pin)
      const { start: trigger } = first.nodes;
      const next = later && { ...later[1], nodes: { ...later[1].nodes, start: trigger } };
      const version = next && (trigger.settings.key === undefined ? unkeyed(next) : next);
      const at = (hour: number) => new Date(Date.parse(start) + hour * HOUR_MS).toISOString();
      const callAt = `${start.slice(0, 8)}${start.includes('-03-') ? '06T02:' : '22T09:'}`;
      const timeline = [
        ...documents.map(({ id }) => ({ at: start, publish: id })),
        ...(later ? [{ at: at(later[0]), publish: { journey: 'a', document: 'a2', policy: 'pin' } }] : []),
        ...deeds.map(([hour, one], index) => ({ at: at(hour), ...fitting(one, index, documents) })),
      ];
      const journeys = Object.fromEntries(documents.map((one) => [one.id, elsewhere(one, callAt)]));
      if (version) journeys.a2 = elsewhere({ id: 'a', ...version }, callAt);
      const whole = {
        title: 'a random month',
        workspace: space,
        templates: template,
        journeys,
        profiles,
        timeline,
      };
      return scenarioSchema.parse({ scenario: 1, ...whole, until: at(DAYS_RUN * 24) });
    });

/**
 * Two journeys apart: whom one enrols goes to the other, and their schedules never call at one instant.
 * Whether who was enrolled may come back at once, and whether one schedule sees the other, is not in the contract.
 */
function elsewhere<Whole extends { id: string }>(one: Whole, callAt: string): Whole {
  const [other, minute] = one.id === 'a' ? ['b', '30'] : ['a', '45'];
  const text = JSON.stringify(one)
    .replaceAll(/("kind":"enrol","settings":\{"journey":)"[ab]"/g, `$1"${other}"`)
    .replaceAll('"@"', `"${callAt}${minute}"`);
  return JSON.parse(text) as Whole; // all of it is JSON
}
