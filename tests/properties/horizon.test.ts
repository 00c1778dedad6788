// Goal: until the instant that `evaluateUntil` names, the clock alone changes no answer (language.md 9.4).
// Method: generated customers and conditions; the answer is asked again at many instants before the named one and at it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../engine/core/evaluate.ts';
import type { Facts } from '../../engine/core/facts.ts';
import { evaluateUntil } from '../../engine/core/horizon.ts';
import type { CustomerCommit } from '../../engine/core/records.ts';
import { knownZone } from '../../engine/core/zones.ts';
import type { Condition } from '../../shared/condition.ts';
import { NOW, profile } from '../conformance/rows.ts';
import { hostileCondition } from '../generators/hostileCondition.ts';
import { hostileCustomers } from '../generators/hostileCustomers.ts';

const audiences = { list: { members: ['c0', 'c3', 'c5'] } };
const DAY = 86_400_000;

/** The same past, seen from another day. */
function moved(commit: CustomerCommit, byMs: number): CustomerCommit {
  const text = JSON.stringify(commit, (name, value) =>
    typeof value === 'number' && /AtMs$|^atMs$/.test(name) ? value + byMs : value,
  );
  return JSON.parse(text) as CustomerCommit; // what was just written, numbers moved
}

/** Conditions that the clock moves, over the names that hostile customers have. */
const duration = fc.constantFrom('PT1H', 'P1D', 'P7D', 'P1M', 'P1DT12H');
const timed: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    type: fc.constant('event' as const),
    event: fc.constantFrom('bought', 'looked'),
    within: duration,
    count: fc.record({
      op: fc.constantFrom('>=' as const, '=' as const),
      value: fc.integer({ min: 1, max: 2 }),
    }),
  }),
  fc.record({
    type: fc.constant('journey' as const),
    journey: fc.constantFrom('j1', 'j2'),
    is: fc.constantFrom('entered' as const, 'active' as const, 'completed' as const),
    within: duration,
  }),
  fc.record({
    type: fc.constant('message' as const),
    is: fc.constantFrom('sent' as const, 'clicked' as const),
    within: duration,
  }),
  fc.record({
    type: fc.constant('attribute' as const),
    attribute: fc.constantFrom('x', 'y'),
    op: fc.constantFrom('inLast' as const, 'inNext' as const),
    value: duration,
  }),
  fc.record({
    type: fc.constant('attribute' as const),
    attribute: fc.constantFrom('x', 'y'),
    op: fc.constant('inPeriod' as const),
    value: fc.record({
      unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
      offset: fc.constantFrom(-1, 0, 1),
    }),
  }),
  fc.record({
    type: fc.constant('attribute' as const),
    attribute: fc.constantFrom('x', 'y'),
    op: fc.constant('anniversary' as const),
  }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  hostileCondition,
  timed,
  fc.record({ type: fc.constantFrom('all' as const, 'any' as const), of: fc.array(timed, { maxLength: 3 }) }),
);

function factsOf(commit: CustomerCommit, nowMs: number): Facts {
  const known = commit.profile ?? profile(commit.profileId);
  return {
    nowMs,
    zone: knownZone(known.timeZone) ?? 'Europe/Berlin',
    profile: known,
    events: commit.events,
    enrollments: commit.enrollments,
    conversions: commit.conversions,
    sends: commit.outbox,
    audiences,
    enrollment: null,
  };
}

/** Instants from now up to, not including, the horizon: dense near both ends. */
function samplesBefore(nowMs: number, untilMs: number): number[] {
  const endMs = Math.min(untilMs, nowMs + 800 * DAY);
  const spread = Array.from({ length: 40 }, (_, index) => nowMs + Math.floor(((endMs - nowMs) * index) / 40));
  const daily = Array.from({ length: 40 }, (_, index) => nowMs + index * DAY + 1);
  return [...spread, ...daily, endMs - 1, endMs - 3_600_000].filter((ms) => ms >= nowMs && ms < endMs);
}

const nowMs = fc.constantFrom(
  NOW,
  // the ends of months, and the days on which clocks change in Berlin and New York
  Date.UTC(2027, 1, 27, 13),
  Date.UTC(2027, 2, 13, 20),
  Date.UTC(2027, 2, 27, 21, 30),
  Date.UTC(2027, 2, 30, 23, 15),
  Date.UTC(2027, 9, 30, 22, 45),
);

test('until the horizon the answer stays; at the horizon it often changes', () => {
  let changes = 0;
  let horizons = 0;
  const conditions = fc.array(condition, { minLength: 10, maxLength: 20 });
  fc.assert(
    fc.property(hostileCustomers, conditions, nowMs, (customers, asked, now) => {
      for (const commit of customers) {
        const facts = factsOf(moved(commit, now - NOW), now);
        for (const condition of asked) {
          const { holds, untilMs } = evaluateUntil(condition, facts);
          expect(untilMs).toBeGreaterThan(now);
          const broken = samplesBefore(now, untilMs).find(
            (atMs) => evaluate(condition, { ...facts, nowMs: atMs }) !== holds,
          );
          expect(broken).toBeUndefined();
          if (untilMs === Number.POSITIVE_INFINITY) continue;
          horizons += 1;
          if (evaluate(condition, { ...facts, nowMs: untilMs }) !== holds) changes += 1;
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(horizons).toBeGreaterThan(100);
  expect(changes / horizons).toBeGreaterThan(0.5);
}, 120_000);

// what a window of calendar time holds at its edges, minute by minute through the change of the clocks and the end of a month
const edges: { says: string; condition: Condition; date: string; from: number }[] = [
  {
    says: 'a month before 31 March',
    condition: dated('inLast', 'P1M'),
    date: '2027-02-28T12:00',
    from: Date.UTC(2027, 2, 26),
  },
  {
    says: 'a month after 31 January',
    condition: dated('inNext', 'P1M'),
    date: '2027-02-28T12:00',
    from: Date.UTC(2027, 0, 27),
  },
  {
    says: 'a day before the skipped hour',
    condition: dated('inLast', 'P1D'),
    date: '2027-03-28T02:30',
    from: Date.UTC(2027, 2, 28),
  },
  {
    says: 'a day after the repeated hour',
    condition: dated('inLast', 'P1D'),
    date: '2027-10-31T02:30',
    from: Date.UTC(2027, 9, 30),
  },
  {
    says: 'the day of the year at midnight',
    condition: { type: 'attribute', attribute: 'date', op: 'anniversary' },
    date: '2024-02-29',
    from: Date.UTC(2027, 1, 27),
  },
];

function dated(op: 'inLast' | 'inNext', value: string): Condition {
  return { type: 'attribute', attribute: 'date', op, value };
}

test.each(edges)('every change is foreseen: $says', ({ condition, date, from }) => {
  const known = profile('c1', { attributes: { date } });
  const facts = factsOf(
    {
      profileId: 'c1',
      profile: known,
      consumed: [],
      events: [],
      enrollments: [],
      trace: [],
      exposures: [],
      withdrawals: [],
      outbox: [],
      entries: [],
      conversions: [],
      barredFrom: null,
      watches: { put: [], drop: [] },
    },
    from,
  );
  const minutes = Array.from({ length: 6 * 1440 }, (_, index) => from + index * 60_000);
  let { holds, untilMs } = evaluateUntil(condition, facts);
  let horizonCount = 0;
  for (const atMs of minutes) {
    if (atMs >= untilMs) {
      ({ holds, untilMs } = evaluateUntil(condition, { ...facts, nowMs: atMs }));
      horizonCount += 1;
    }
    expect([atMs, evaluate(condition, { ...facts, nowMs: atMs })]).toEqual([atMs, holds]);
  }
  expect(horizonCount).toBeGreaterThan(0);
  expect(horizonCount).toBeLessThan(12);
});
