/** Random histories: what two customers do, and what is done to them, over a fortnight. */
import fc from 'fast-check';
import type { ProfileInput } from '../../shared/profile.ts';
import type { TimelineEntry } from '../../shared/scenario.ts';

export const HISTORY_START = '2026-03-20T00:00:00Z';
const startMs = Date.parse(HISTORY_START);
const HOURS = 14 * 24;

/** Whole hours, so that instants often coincide. */
const at = fc.nat(HOURS).map((hour) => new Date(startMs + hour * 3_600_000).toISOString());
const who = fc.constantFrom('c1', 'c2');
const attributes = fc.dictionary(
  fc.constantFrom('balance', 'tier', 'due'),
  fc.oneof(
    fc.constantFrom<string | number | null>(0, 10, 'gold', 'silver', '2026-03-30', '2026-04-02T02:30', null),
  ),
);

const event = fc.tuple(
  at,
  who,
  fc.constantFrom('go', 'go', 'paid', 'looked', 'card_used'),
  fc.record(
    {
      amount: fc.constantFrom(0, 5, 10),
      k: fc.constantFrom<string | number>(1, '1', 2),
      due: fc.constant('2026-03-25'),
    },
    { requiredKeys: [] },
  ),
);
const change = fc.oneof(
  fc
    .tuple(at, who, attributes)
    .map(([when, id, given]) => ({ at: when, profile: { id, attributes: given } })),
  fc.tuple(at, who, fc.boolean()).map(([when, profile, granted]) => ({
    at: when,
    consent: { profile, channel: 'sms', granted },
  })),
  fc.tuple(at, fc.constantFrom('accept', 'reject', 'timeout', 'fail')).map(([when, answers]) => ({
    at: when,
    provider: { channel: 'sms', answers },
  })),
  at.map((when) => ({ at: when, pause: 'random' })),
  at.map((when) => ({ at: when, resume: 'random' })),
) as fc.Arbitrary<TimelineEntry>; // each of the five is one entry; the union of their shapes is too wide to infer

/** Entries in order, ids unique. */
export const history: fc.Arbitrary<TimelineEntry[]> = fc
  .tuple(fc.array(event, { minLength: 1, maxLength: 15 }), fc.array(change, { maxLength: 8 }))
  .map(([events, changes]) => [
    ...events.map(([when, profile, name, properties], index) => ({
      at: when,
      event: { id: `e${index}`, profile, name, properties },
    })),
    ...changes,
  ]);

export const customers: ProfileInput[] = [
  {
    id: 'c1',
    timeZone: 'Europe/Berlin',
    attributes: { balance: 10, tier: 'gold', due: '2026-03-28' },
    addresses: { sms: '+8613800000001', email: 'c1@example.test' },
    consent: { sms: true, email: true },
  },
  { id: 'c2', addresses: { sms: '+8613800000002' }, consent: { sms: { marketing: true } } },
];
