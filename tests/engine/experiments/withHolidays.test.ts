// Goal: holidays while customers came, or could still convert, stand on the line of time; others do not.
// Method: a calendar with a week off, single days and days outside, in a zone whose day begins before UTC's.
import { describe, expect, test } from 'vitest';
import { withHolidays } from '../../../engine/runner/experiments/withHolidays.ts';

const zone = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const span = { zone, fromMs: at('2026-02-10T09:00'), untilMs: at('2026-03-08T12:00') };
const published = { atMs: at('2026-02-20T10:00'), type: 'published' as const, version: 2 };

describe('markers', () => {
  test.each([
    {
      says: 'have the first day of each run of holidays, among what happened',
      holidays: ['2026-02-18', '2026-02-17', '2026-02-19', '2026-03-08', '2026-02-17'],
      wanted: ['2026-02-17T00:00', '2026-03-08T00:00'],
    },
    {
      says: 'begin a run with the first of its days in which customers came',
      holidays: ['2026-02-09', '2026-02-10', '2026-02-11'],
      wanted: ['2026-02-10T00:00'],
    },
    { says: 'have none from before or after', holidays: ['2026-02-09', '2026-03-09'], wanted: [] },
    { says: 'have none without a calendar', holidays: [], wanted: [] },
  ])('$says', ({ holidays, wanted }) => {
    const found = withHolidays([published], holidays, span);
    expect(found).toContainEqual(published);
    expect(found.filter(({ type }) => type === 'holiday')).toEqual(
      wanted.map((text) => ({ atMs: at(text), type: 'holiday', version: null })),
    );
    expect(found.map(({ atMs }) => atMs)).toEqual(found.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  });

  test('have none before the first customer', () => {
    expect(withHolidays([published], ['2026-02-20'], { ...span, fromMs: null })).toEqual([published]);
  });
});
