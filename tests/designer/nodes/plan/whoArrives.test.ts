// Goal: the calculator asks the history about those customers who would get to the split, as far as it can be asked.
// Method: one small journey whose trigger and way to the split are changed per row.
import { describe, expect, test } from 'vitest';
import { type Arriving, whoArrives } from '../../../../designer/nodes/plan/whoArrives.ts';
import type { Condition } from '../../../../shared/condition.ts';
import { type Journey, type JourneyInput, journeySchema } from '../../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { builtInRegistry } from '../../../../shared/nodes/kinds.ts';

const rich: Condition = { type: 'attribute', attribute: 'balance', op: '>', value: 1000 };
const vip: Condition = { type: 'audience', audience: 'vip', is: 'in' };

type Nodes = JourneyInput['nodes'];

function journey(trigger: object, nodes: Nodes = {}, fields: Partial<JourneyInput> = {}): Journey {
  return journeySchema.parse({
    format: 1,
    id: 'j',
    name: 'J',
    nodes: {
      start: { kind: 'trigger', settings: trigger as JsonObject, next: { next: 'ab' } },
      ab: { kind: 'split', settings: {}, next: {} },
      ...nodes,
    },
    ...fields,
  });
}

const onEvent = { on: 'event', event: 'came' };
const after = (id: string) => ({
  start: { kind: 'trigger', settings: onEvent, next: { next: id } },
});
const json = (condition: Condition) => ({ condition }) as unknown as JsonObject; // conditions are JSON

const rows: { says: string; journey: Journey; expected: Partial<Arriving> | null }[] = [
  {
    says: 'everybody, at the pace of the trigger’s event',
    journey: journey(onEvent),
    expected: { audience: null, trigger: { event: 'came' }, isAtOnce: false, isNarrower: false },
  },
  {
    says: 'the trigger’s audience and condition',
    journey: journey({ on: 'schedule', start: '2026-03-01T09:00', audience: 'vip', condition: rich }),
    expected: { audience: { type: 'all', of: [vip, rich] } },
  },
  {
    says: 'nobody who is excluded',
    journey: journey(onEvent, {}, { exclude: vip }),
    expected: { audience: { type: 'not', of: vip } },
  },
  {
    says: 'a schedule’s audience, all at once',
    journey: journey({ on: 'schedule', start: '2026-03-01T09:00', audience: 'vip' }),
    expected: { audience: vip, trigger: null, isAtOnce: true },
  },
  {
    says: 'the members of a watched audience at publish',
    journey: journey({ on: 'audience', audience: 'vip', includeCurrent: true }),
    expected: { audience: vip, isAtOnce: true },
  },
  {
    says: 'whoever an audience node before it lets through',
    journey: journey(onEvent, {
      ...after('who'),
      who: { kind: 'audience', settings: json(rich), next: { in: 'ab' } },
    }),
    expected: { audience: rich, isNarrower: false },
  },
  {
    says: 'whoever an audience node before it does not let through',
    journey: journey(onEvent, {
      ...after('who'),
      who: { kind: 'audience', settings: json(rich), next: { out: 'ab' } },
    }),
    expected: { audience: { type: 'not', of: rich }, isNarrower: false },
  },
  {
    says: 'not what only somebody inside has: fewer may come',
    journey: journey({
      ...onEvent,
      condition: { type: 'attribute', attribute: 'event.amount', op: '>', value: 5 },
    }),
    expected: { audience: null, isNarrower: true },
  },
  {
    says: 'fewer may come after a wait',
    journey: journey(onEvent, {
      ...after('wait'),
      wait: { kind: 'delay', settings: { duration: 'P1D' }, next: { next: 'ab' } },
    }),
    expected: { audience: null, isNarrower: true },
  },
  {
    says: 'where ways meet, nothing of what is behind them',
    journey: journey(onEvent, {
      ...after('who'),
      who: { kind: 'audience', settings: json(rich), next: { in: 'ab', out: 'ab' } },
    }),
    expected: { audience: null, isNarrower: true },
  },
  { says: 'nobody yet while the trigger is not set up', journey: journey({}), expected: null },
];

describe('who gets to a split', () => {
  test.each(rows)('$says', ({ journey: document, expected }) => {
    const found = whoArrives(document, 'ab', builtInRegistry);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });

  test('a split that nothing leads to', () => {
    const document = journey(onEvent, after('elsewhere'));
    expect(whoArrives(document, 'ab', builtInRegistry)).toMatchObject({ audience: null, isNarrower: true });
  });

  test('a loop before it is walked once', () => {
    const document = journey(onEvent, {
      start: { kind: 'trigger', settings: onEvent, next: {} },
      a: { kind: 'delay', settings: { duration: 'P1D' }, next: { next: 'ab' } },
      ab: { kind: 'split', settings: {}, next: { A: 'a' } },
    });
    expect(whoArrives(document, 'ab', builtInRegistry)).toMatchObject({ isNarrower: true });
  });
});
