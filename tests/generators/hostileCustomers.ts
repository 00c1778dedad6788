/** Customers with a past, over the names and values that hostileCondition asks about. */
import fc from 'fast-check';
import type { CustomerCommit, Enrollment, OutboxRow } from '../../engine/core/records.ts';
import {
  customerCommit,
  ended,
  enrollment,
  historyEvent,
  NOW,
  outboxRow,
  profile,
} from '../conformance/rows.ts';
import { CHANNELS, EVENTS, heldValue, JOURNEYS, NAMES, TAGS } from './hostileCondition.ts';

const HOUR = 3_600_000;
/** Around the edges of the windows that conditions use. */
const offsetMs = fc.constantFrom(
  0,
  1,
  -1,
  -HOUR,
  -24 * HOUR,
  -24 * HOUR - 1,
  -7 * 24 * HOUR,
  // a month ago, which is an hour off where the clocks changed since
  -31 * 24 * HOUR - HOUR / 2,
  -31 * 24 * HOUR,
  -400 * 24 * HOUR,
  HOUR,
);
const instant = offsetMs.map((offset) => NOW + offset);

const attributes = fc.dictionary(fc.constantFrom(...NAMES), heldValue, { maxKeys: 5 });
const consent = fc.dictionary(
  fc.constantFrom(...CHANNELS),
  fc.oneof(fc.boolean(), fc.dictionary(fc.constantFrom('marketing', 'service', '*'), fc.boolean())),
);
const person = fc.record({
  timeZone: fc.constantFrom(null, 'Asia/Shanghai', 'America/New_York', 'Nowhere/Land'),
  attributes,
  tags: fc.subarray([...TAGS, '1']),
  consent,
  since: fc.dictionary(fc.constantFrom(...NAMES, 'o.city', 'o.deep', 'o.deep.x'), instant, { maxKeys: 4 }),
});

const pastEvent = fc.record({
  name: fc.constantFrom(...EVENTS),
  occurredAtMs: instant,
  properties: fc.record(
    {
      x: heldValue,
      // a sum that rounds: which order and which method shows
      amount: fc.oneof(heldValue, fc.constantFrom(1e21, -1e21, 1)),
      'we"ird': heldValue,
      journey: fc.constantFrom(...JOURNEYS),
      node: fc.constantFrom('n1', 'n2'),
      channel: fc.constantFrom(...CHANNELS),
    },
    { requiredKeys: [] },
  ),
});

const pastEnrollment = fc.record({
  journeyId: fc.constantFrom(...JOURNEYS),
  enteredAtMs: instant,
  isEnded: fc.boolean(),
  reason: fc.constantFrom('completed', 'exit'),
});

const pastSend = fc.record({
  journeyId: fc.constantFrom(...JOURNEYS),
  node: fc.constantFrom('n1', 'n2'),
  lane: fc.constantFrom(...CHANNELS),
  status: fc.constantFrom('planned', 'accepted', 'failed', 'rejected', 'unknown', 'cancelled'),
  decidedAtMs: fc.option(instant),
  tags: fc.subarray([...TAGS]),
});

const pastConversion = fc.record({ journeyId: fc.constantFrom(...JOURNEYS), atMs: instant });

const few = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 4 });

const past = fc.record({
  person,
  events: few(pastEvent),
  enrollments: few(pastEnrollment),
  sends: few(pastSend),
  conversions: few(pastConversion),
});
type Past = typeof past extends fc.Arbitrary<infer Value> ? Value : never;

function sendOf(profileId: string, { tags, ...send }: Past['sends'][number], index: number): OutboxRow {
  const { effect } = outboxRow(profileId);
  return outboxRow(profileId, {
    ...send,
    visit: index + 1,
    effect: effect.type === 'sendMessage' ? { ...effect, channel: send.lane, tags } : effect,
  });
}

function enrollmentOf(profileId: string, of: Past['enrollments'][number], index: number): Enrollment {
  const active = enrollment(profileId, {
    journeyId: of.journeyId,
    ordinal: index + 1,
    enteredAtMs: of.enteredAtMs,
  });
  const closed = ended(active);
  return of.isEnded && closed.status === 'ended'
    ? { ...closed, reason: of.reason, endedAtMs: of.enteredAtMs }
    : active;
}

function commitOf(id: string, of: Past): CustomerCommit {
  return customerCommit(id, {
    profile: profile(id, of.person),
    events: of.events.map((event, index) => historyEvent(id, `${id}-${index}`, event)),
    enrollments: of.enrollments.map((enrolled, index) => enrollmentOf(id, enrolled, index)),
    outbox: of.sends.map((send, index) => sendOf(id, send, index)),
    conversions: of.conversions.map((conversion) => ({
      ...conversion,
      profileId: id,
      ordinal: 1,
      version: 1,
      goal: 'g',
      value: null,
    })),
  });
}

/** A handful of customers, to be committed as they are. */
export const hostileCustomers: fc.Arbitrary<CustomerCommit[]> = fc
  .array(past, { minLength: 6, maxLength: 12 })
  .map((pasts) => pasts.map((of, index) => commitOf(`c${index}`, of)));
