/** Conditions of every type over few names and nasty values, so that they meet somebody now and then. */
import fc from 'fast-check';
import type { Comparison, Condition, Where } from '../../shared/condition.ts';
import type { JsonValue } from '../../shared/json.ts';

export const NAMES = ['x', 'y', 'o', 'we"ird', '名字', 'x-y'] as const;
const PATHS = [...NAMES, 'o.city', 'o.deep.x', 'o.0', 'tags', 'key', 'event.x', 'vars.x', 'toString'];
export const EVENTS = ['bought', 'looked', 'message_clicked', 'message_delivered'] as const;
export const JOURNEYS = ['j1', 'j2'] as const;
export const CHANNELS = ['sms', 'email'] as const;
export const TAGS = ['promo', 'vip'] as const;
const AUDIENCES = ['list', 'rule', 'loop', 'none'] as const;

const numbers = [
  0,
  1,
  2,
  -5,
  1.5,
  0.1,
  0.2,
  0.1 + 0.2,
  1e21,
  2 ** 60,
  5e-324,
  1_795_000_000,
  1_795_338_000_000,
];
const texts = [
  '',
  'a',
  'A',
  'ab',
  'b',
  '1',
  '上海',
  '\uffee',
  '😀',
  '\ud800',
  '%',
  '_b',
  `it's "q" \\ {{x}}`,
  'a\u0000b',
  '1990-11-22',
  '1992-02-29',
  '2026-11-22',
  '2026-11-22T09:00',
  '2026-11-22T17:00:00+08:00',
  '2026-11-21T23:59:59.999Z',
  '1795338000',
];
const constant = fc.oneof(fc.constantFrom(...numbers), fc.constantFrom(...texts), fc.boolean());

/** What an attribute or property may hold. */
export const heldValue: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 5, arbitrary: constant },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.array(constant, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { city: constant, deep: fc.record({ x: constant }), '0': constant },
      { requiredKeys: [] },
    ),
  },
);

const duration = fc.constantFrom('PT1H', 'PT24H', 'P1D', 'P7D', 'P1M', 'P1DT12H', 'P1Y');
const bound = fc.oneof(fc.constantFrom(...numbers), fc.constantFrom(...texts));

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({ op: fc.constantFrom('=', '!='), value: constant }),
  fc.record({ op: fc.constantFrom('>', '>=', '<', '<='), value: bound }),
  fc.record({ op: fc.constant('between'), value: fc.tuple(bound, bound) }),
  fc.record({
    op: fc.constantFrom('in', 'notIn'),
    value: fc.array(constant, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ op: fc.constantFrom('contains', 'startsWith'), value: constant }),
  fc.record({ op: fc.constantFrom('before', 'after'), value: bound }),
  fc.record({ op: fc.constantFrom('inLast', 'inNext'), value: duration }),
  fc.record({
    op: fc.constant('inPeriod'),
    value: fc.record({
      unit: fc.constantFrom('day', 'week', 'month', 'year'),
      offset: fc.constantFrom(-1, 0, 1),
    }),
  }),
  fc.record({ op: fc.constantFrom('exists', 'missing', 'anniversary') }),
) as fc.Arbitrary<Comparison>; // fast-check widens the operators that each shape lists

const numberOp = fc.constantFrom('=', '!=', '>', '>=', '<', '<=');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const scope = optional(fc.constantFrom('ever', 'enrollment'));

/** Leaves absent fields out, as a parsed document does. */
function compact<T extends object>(value: T): T {
  // the same object less its undefined fields
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}

const where: fc.Arbitrary<Where> = fc.letrec<{ where: Where }>((tie) => ({
  where: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(fc.constantFrom(...NAMES, 'o.city', 'amount', 'journey'), comparison)
      .map(([property, wanted]) => ({ type: 'property', property, ...wanted }) as const),
    fc.record({ type: fc.constantFrom('all', 'any'), of: fc.array(tie('where'), { maxLength: 3 }) }),
    fc.record({ type: fc.constant('not'), of: tie('where') }),
  ),
})).where;

const attribute = fc
  .tuple(fc.constantFrom(...PATHS), comparison)
  .map(([name, wanted]) => ({ type: 'attribute', attribute: name, ...wanted }) as const);
const lasting = fc.record({
  type: fc.constant('attribute'),
  attribute: fc.constantFrom(...NAMES, 'o.city', 'o.deep.x', 'tags', 'event.x', 'key'),
  op: fc.constant('hasBeenFor'),
  value: constant,
  for: duration,
});
const event = fc.record({
  type: fc.constant('event'),
  event: fc.constantFrom(...EVENTS),
  where: optional(where),
  count: optional(fc.record({ op: numberOp, value: fc.integer({ min: 0, max: 3 }) })),
  within: optional(duration),
  scope,
});
const eventSum = fc.record({
  type: fc.constant('eventSum'),
  event: fc.constantFrom(...EVENTS),
  property: fc.constantFrom('amount', 'x', 'we"ird'),
  where: optional(where),
  op: numberOp,
  value: fc.constantFrom(0, 0.3, 0.1 + 0.2, 1, 100),
  within: optional(duration),
  scope,
});
const message = fc.record({
  type: fc.constant('message'),
  is: fc.constantFrom('sent', 'received', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'failed'),
  channel: optional(fc.constantFrom(...CHANNELS)),
  journey: optional(fc.constantFrom(...JOURNEYS)),
  node: optional(fc.constantFrom('n1', 'n2')),
  tag: optional(fc.constantFrom(...TAGS)),
  within: optional(duration),
  scope,
});
const other = fc.oneof(
  fc.record({
    type: fc.constant('audience'),
    audience: fc.constantFrom(...AUDIENCES),
    is: fc.constantFrom('in', 'out'),
  }),
  fc.record({
    type: fc.constant('journey'),
    journey: fc.constantFrom(...JOURNEYS),
    is: fc.constantFrom('entered', 'active', 'completed', 'converted'),
    within: optional(duration),
  }),
  fc.record({
    type: fc.constant('consent'),
    channel: fc.constantFrom(...CHANNELS),
    purpose: optional(fc.constantFrom('marketing', 'service')),
    is: fc.constantFrom('granted', 'withdrawn', 'unknown'),
  }),
  fc
    .tuple(
      fc.constantFrom('s1', 's2'),
      fc.integer({ min: 0, max: 9999 }),
      fc.integer({ min: 1, max: 10_000 }),
    )
    .map(
      ([salt, a, b]) => ({ type: 'bucket', salt, from: Math.min(a, b - 1), to: Math.max(a + 1, b) }) as const,
    ),
);
const leaf = fc
  .oneof(attribute, lasting, event, eventSum, message, other)
  .map(compact) as fc.Arbitrary<Condition>; // each is one of the union's members

export const hostileCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ type: fc.constantFrom('all', 'any'), of: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ type: fc.constant('not'), of: tie('condition') }),
  ),
})).condition;
