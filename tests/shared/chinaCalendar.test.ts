// Goal: China's calendar is what the State Council announced, and adding it loses nothing.
// Method: totals and weekdays as the notices state them, counted here by hand.
import { describe, expect, test } from 'vitest';
import { chinaYears, withChinaCalendar } from '../../shared/chinaCalendar.ts';
import { workspaceSchema } from '../../shared/workspace.ts';

const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
const full = withChinaCalendar({ holidays: [], workdays: [] });

describe('a published year', () => {
  // 2025: 1 + 8 + 3 + 5 + 3 + 8; 2026: 3 + 9 + 3 + 5 + 3 + 3 + 7
  test.each([
    [2025, 28, 5],
    [2026, 33, 6],
  ])('%i has %i days off and %i worked weekend days', (year, off, worked) => {
    expect(full.holidays.filter((date) => date.startsWith(`${year}`))).toHaveLength(off);
    expect(full.workdays.filter((date) => date.startsWith(`${year}`))).toHaveLength(worked);
  });

  test.each(chinaYears)('$year works on weekends only, and never on a day off', ({ workdays }) => {
    expect(workdays.filter((date) => ![0, 6].includes(weekday(date)))).toEqual([]);
    expect(workdays.filter((date) => full.holidays.includes(date))).toEqual([]);
  });

  test.each([2025, 2026])('%i: thirteen weekdays are free beyond those worked for', (year) => {
    const ofYear = (dates: readonly string[]) => dates.filter((date) => date.startsWith(`${year}`));
    const free = ofYear(full.holidays).filter((date) => ![0, 6].includes(weekday(date)));
    // the law knows thirteen days since 2025; one on a weekend is made up by a weekday
    expect(free.length - ofYear(full.workdays).length).toBe(13);
  });
});

describe('adding it', () => {
  test('keeps what was there, in order and once', () => {
    const own = { holidays: ['2026-12-25', '2026-10-01'], workdays: ['2026-12-26'] };
    const merged = withChinaCalendar(own);
    expect(merged.holidays).toContain('2026-12-25');
    expect(merged.holidays.filter((date) => date === '2026-10-01')).toHaveLength(1);
    expect(merged.holidays).toEqual(merged.holidays.toSorted());
    expect(merged.workdays).toHaveLength(full.workdays.length + 1);
    expect(withChinaCalendar(merged)).toEqual(merged);
    expect(workspaceSchema.parse(merged)).toMatchObject(merged);
  });
});
