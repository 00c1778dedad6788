/** Random conditions over a small world of names, so that they are true and false about as often. */
import fc from 'fast-check';
import type { Comparison, Condition, Where } from '../../shared/condition.ts';

export const EVENTS = ['go', 'paid', 'looked', 'card_used'] as const;
export const ATTRIBUTES = ['balance', 'tier', 'due', 'address.city'] as const;

const constant = fc.constantFrom<string | number | boolean>(0, 1, 10, 'gold', 'silver', true, false);
const bound = fc.constantFrom<string | number>(0, 5, 10, 'gold', '2026-03-05');
const duration = fc.constantFrom('PT1H', 'P1D', 'P7D');

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({ op: fc.constantFrom('=' as const, '!=' as const), value: constant }),
  fc.record({ op: fc.constantFrom('>' as const, '>=' as const, '<' as const, '<=' as const), value: bound }),
  fc.record({ op: fc.constant('between' as const), value: fc.tuple(bound, bound) }),
  fc.record({
    op: fc.constantFrom('in' as const, 'notIn' as const),
    value: fc.array(constant, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ op: fc.constantFrom('contains' as const, 'startsWith' as const), value: constant }),
  fc.record({ op: fc.constantFrom('before' as const, 'after' as const), value: bound }),
  fc.record({ op: fc.constantFrom('inLast' as const, 'inNext' as const), value: duration }),
  fc.record({
    op: fc.constant('inPeriod' as const),
    value: fc.record({
      unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
      offset: fc.constantFrom(-1, 0, 1),
    }),
  }),
  fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const) }),
  fc.record({ op: fc.constant('anniversary' as const) }),
);

export const where: fc.Arbitrary<Where> = fc
  .tuple(fc.constantFrom('amount', 'kind'), comparison)
  .map(([property, compared]) => ({ type: 'property', property, ...compared }));

const attribute: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom(...ATTRIBUTES, 'tags', 'event.amount', 'vars.score', 'key'), comparison)
  .map(([name, compared]) => ({ type: 'attribute', attribute: name, ...compared }));

const optional = { requiredKeys: ['type', 'event'] as ['type', 'event'] };
const event: fc.Arbitrary<Condition> = fc.record(
  {
    type: fc.constant('event' as const),
    event: fc.constantFrom(...EVENTS),
    where,
    count: fc.record({ op: fc.constantFrom('>=' as const, '=' as const, '<' as const), value: fc.nat(2) }),
    within: duration,
    scope: fc.constantFrom('ever' as const, 'enrollment' as const),
  },
  optional,
);

const others: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    type: fc.constant('eventSum' as const),
    event: fc.constantFrom(...EVENTS),
    property: fc.constant('amount'),
    op: fc.constantFrom('>' as const, '<=' as const),
    value: fc.constantFrom(0, 10),
  }),
  fc.record({
    type: fc.constant('audience' as const),
    audience: fc.constantFrom('gold', 'staff'),
    is: fc.constantFrom('in' as const, 'out' as const),
  }),
  fc.record({
    type: fc.constant('journey' as const),
    journey: fc.constant('random'),
    is: fc.constantFrom('entered' as const, 'active' as const, 'completed' as const, 'converted' as const),
  }),
  fc.record({
    type: fc.constant('message' as const),
    is: fc.constantFrom('sent' as const, 'clicked' as const, 'failed' as const),
    channel: fc.constantFrom('sms', 'email'),
  }),
  fc.record({
    type: fc.constant('consent' as const),
    channel: fc.constantFrom('sms', 'email'),
    is: fc.constantFrom('granted' as const, 'withdrawn' as const, 'unknown' as const),
  }),
  fc.record({
    type: fc.constant('bucket' as const),
    salt: fc.constantFrom('a', 'b'),
    from: fc.constantFrom(0, 2500),
    to: fc.constantFrom(5000, 10_000),
  }),
);

/** A condition of at most three levels. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    attribute,
    event,
    others,
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('not' as const), of: tie('condition') }),
  ),
})).condition;
