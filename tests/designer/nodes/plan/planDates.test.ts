// Goal: a plan's end is a day of the journey's zone, counted from the first customer who can come.
// Method: a table of journeys against a fixed instant.
import { describe, expect, test } from 'vitest';
import { dayAfter, daysOf, daysToEnd, firstEntryMs } from '../../../../designer/nodes/plan/planDates.ts';
import { type JourneyInput, journeySchema } from '../../../../shared/journey/journey.ts';
import type { EntryRule } from '../../../../shared/nodes/entryRule.ts';

const ZONE = 'Asia/Shanghai';
const NOW = Date.parse('2026-11-22T09:00:00Z');

const journey = (fields: Partial<JourneyInput>) =>
  journeySchema.parse({ format: 1, id: 'j', name: 'J', nodes: {}, ...fields });
const onEvent: EntryRule = { source: { on: 'event', event: 'came' }, reentry: { mode: 'once' } };
const quarterly: EntryRule = {
  source: {
    on: 'schedule',
    schedule: { start: '2026-10-24T10:00', repeat: { every: 'P3M' } },
    zone: undefined,
  },
  reentry: { mode: 'once' },
};

describe('the first customer', () => {
  test.each([
    { says: 'may come now', fields: {}, rule: onEvent, at: '2026-11-22T09:00:00Z' },
    {
      says: 'comes when the journey starts',
      fields: { starts: '2026-12-01T09:00' },
      rule: onEvent,
      at: '2026-12-01T01:00:00Z',
    },
    {
      says: 'may come now when the start is past',
      fields: { starts: '2026-01-01T09:00' },
      rule: onEvent,
      at: '2026-11-22T09:00:00Z',
    },
    { says: 'comes at the schedule’s next time', fields: {}, rule: quarterly, at: '2027-01-24T02:00:00Z' },
    {
      says: 'comes at the schedule’s next time after the start',
      fields: { starts: '2027-02-01T00:00' },
      rule: quarterly,
      at: '2027-04-24T02:00:00Z',
    },
  ])('$says', ({ fields, rule, at }) => {
    expect(firstEntryMs(journey(fields), rule, ZONE, NOW)).toBe(Date.parse(at));
  });
});

describe('days', () => {
  test('of the journey are counted to its end', () => {
    expect(daysToEnd(journey({ ends: '2026-12-02T17:00' }), ZONE, NOW)).toBe(10);
    expect(daysToEnd(journey({}), ZONE, NOW)).toBeNull();
  });

  test('of window and delay add up', () => {
    expect(daysOf(['P21D', 'P1D'], ZONE, NOW)).toBe(22);
    expect(daysOf(['PT36H'], ZONE, NOW)).toBe(1.5);
  });

  test('after an instant are those of the zone', () => {
    expect(dayAfter(Date.parse('2026-11-22T17:00:00Z'), 0, ZONE)).toBe('2026-11-23');
    expect(dayAfter(Date.parse('2026-11-22T17:00:00Z'), 21, 'UTC')).toBe('2026-12-13');
  });
});
