// Goal: caps count what was sent, in the window, zone and scope they name; quiet hours hold by the window that applies.
// Method: tables of a message against what was sent before, and of instants against windows.
import { describe, expect, test } from 'vitest';
import { holdEndMs, isCapped, policyZone, quietUntil, quietWindows } from '../../engine/core/policy.ts';
import type { OutboxRow } from '../../engine/core/records.ts';
import type { JourneyClass } from '../../shared/channel.ts';
import { capSchema, quietHoursSchema } from '../../shared/workspace.ts';
import { sampleSend, sentAt } from './samples/sends.ts';

const NOW = Date.parse('2026-03-04T12:00:00Z'); // a Wednesday
const sms = { channel: 'sms', class: 'marketing' as JourneyClass, tags: ['promo'] };

interface Row {
  what: string;
  cap: object;
  sends: OutboxRow[];
  capped: boolean;
  zone?: string;
  now?: string;
  message?: Partial<typeof sms>;
}

const marketing = { purpose: 'marketing' };
const one = (text: string, more: Partial<OutboxRow> = {}, effect = {}) => [
  sentAt(text, more, { ...marketing, tags: ['promo'], ...effect }),
];

const rows: Row[] = [
  { what: 'nothing sent', cap: { max: 1, per: 'P7D' }, sends: [], capped: false },
  { what: 'a cap of none', cap: { max: 0, per: 'day' }, sends: [], capped: true },
  { what: 'exactly per ago', cap: { max: 1, per: 'P7D' }, sends: one('2026-02-25T12:00:00Z'), capped: false },
  {
    what: 'a moment less',
    cap: { max: 1, per: 'P7D' },
    sends: one('2026-02-25T12:00:00.001Z'),
    capped: true,
  },
  {
    what: 'this very instant',
    cap: { max: 1, per: 'PT1M' },
    sends: one('2026-03-04T12:00:00Z'),
    capped: true,
  },
  ...[
    // seven days before 14:00 in Berlin is 14:00 in Berlin, though the clocks changed in between
    { what: 'an hour before the clocks’ week began', at: '2026-03-23T12:30:00Z', capped: false },
    { what: 'within it', at: '2026-03-23T13:30:00Z', capped: true },
  ].map(({ what, at, capped }) => ({
    what,
    cap: { max: 1, per: 'P7D' },
    sends: one(at),
    capped,
    zone: 'Europe/Berlin',
    now: '2026-03-30T12:00:00Z',
  })),
  { what: 'today', cap: { max: 1, per: 'day' }, sends: one('2026-03-04T00:00:00Z'), capped: true },
  { what: 'yesterday', cap: { max: 1, per: 'day' }, sends: one('2026-03-03T23:59:59.999Z'), capped: false },
  {
    what: 'today in Tokyo',
    cap: { max: 1, per: 'day' },
    sends: one('2026-03-03T15:00:00Z'),
    capped: true,
    zone: 'Asia/Tokyo',
  },
  {
    what: 'yesterday in Tokyo',
    cap: { max: 1, per: 'day' },
    sends: one('2026-03-03T14:59:59Z'),
    capped: false,
    zone: 'Asia/Tokyo',
  },
  {
    what: 'Monday of this week',
    cap: { max: 1, per: 'week' },
    sends: one('2026-03-02T00:00:00Z'),
    capped: true,
  },
  { what: 'Sunday', cap: { max: 1, per: 'week' }, sends: one('2026-03-01T23:59:59Z'), capped: false },
  { what: 'the first', cap: { max: 1, per: 'month' }, sends: one('2026-03-01T00:00:00Z'), capped: true },
  { what: 'last month', cap: { max: 1, per: 'month' }, sends: one('2026-02-28T23:59:59Z'), capped: false },
  ...(['claimed', 'calling', 'unknown'] as const).map((status) => ({
    what: status,
    cap: { max: 1, per: 'day' },
    sends: one('2026-03-04T11:00:00Z', { status }),
    capped: true,
  })),
  ...(['refused', 'rejected', 'failed', 'cancelled', 'planned'] as const).map((status) => ({
    what: status,
    cap: { max: 1, per: 'day' },
    sends: one('2026-03-04T11:00:00Z', { status }),
    capped: false,
  })),
  {
    what: 'another channel',
    cap: { max: 1, per: 'day', channel: 'sms' },
    sends: one('2026-03-04T11:00:00Z', {}, { channel: 'email' }),
    capped: false,
  },
  {
    what: 'another channel under a cap of all',
    cap: { max: 1, per: 'day' },
    sends: one('2026-03-04T11:00:00Z', {}, { channel: 'email' }),
    capped: true,
  },
  {
    what: 'a cap of another channel',
    cap: { max: 0, per: 'day', channel: 'email' },
    sends: [],
    capped: false,
  },
  {
    what: 'another journey',
    cap: { max: 1, per: 'day' },
    sends: one('2026-03-04T11:00:00Z', { journeyId: 'other' }),
    capped: true,
  },
  {
    what: 'another tag',
    cap: { max: 1, per: 'day', tag: 'promo' },
    sends: one('2026-03-04T11:00:00Z', {}, { tags: ['news'] }),
    capped: false,
  },
  { what: 'a cap of a tag it lacks', cap: { max: 0, per: 'day', tag: 'news' }, sends: [], capped: false },
  {
    what: 'service sends',
    cap: { max: 1, per: 'day' },
    sends: one('2026-03-04T11:00:00Z', {}, { purpose: 'service' }),
    capped: false,
  },
  {
    what: 'a service message under a marketing cap',
    cap: { max: 0, per: 'day' },
    sends: [],
    capped: false,
    message: { class: 'service' },
  },
  {
    what: 'a service message under a service cap',
    cap: { max: 1, per: 'day', class: 'service' },
    sends: one('2026-03-04T11:00:00Z', {}, { purpose: 'service' }),
    capped: true,
    message: { class: 'service' },
  },
  {
    what: 'a webhook call',
    cap: { max: 1, per: 'day' },
    sends: [
      {
        ...sampleSend({ status: 'accepted', decidedAtMs: NOW - 1 }),
        effect: {
          type: 'callWebhook',
          url: '',
          method: 'POST',
          headers: {},
          body: {},
          timeoutMs: 1,
          keep: {},
        },
      },
    ],
    capped: false,
  },
];

describe('a cap', () => {
  test.each(rows)(
    '$cap against $what: $capped',
    ({ cap, sends, capped, zone = 'UTC', message = {}, now }) => {
      const nowMs = now === undefined ? NOW : Date.parse(now);
      expect(isCapped({ ...sms, ...message }, sends, [capSchema.parse(cap)], nowMs, zone)).toBe(capped);
    },
  );

  test('of several the strictest decides', () => {
    const caps = [
      { max: 5, per: 'P7D' },
      { max: 1, per: 'day' },
    ].map((cap) => capSchema.parse(cap));
    expect(isCapped(sms, one('2026-03-04T01:00:00Z'), caps, NOW, 'UTC')).toBe(true);
    expect(isCapped(sms, one('2026-03-03T01:00:00Z'), caps, NOW, 'UTC')).toBe(false);
  });
});

describe('quiet hours', () => {
  const night = quietHoursSchema.parse({ channel: 'sms', from: '21:00', to: '08:00', maxHold: 'PT12H' });
  const weekend = quietHoursSchema.parse({
    from: '00:00',
    to: '24:00',
    days: ['sat', 'sun'],
    maxHold: 'P3D',
  });
  const always = quietHoursSchema.parse({ from: '00:00', to: '24:00' });

  test.each([
    ['2026-03-04T20:59:59Z', '2026-03-04T20:59:59Z', 'UTC'],
    ['2026-03-04T21:00:00Z', '2026-03-05T08:00:00Z', 'UTC'],
    ['2026-03-05T07:59:59Z', '2026-03-05T08:00:00Z', 'UTC'],
    ['2026-03-05T08:00:00Z', '2026-03-05T08:00:00Z', 'UTC'],
    // Friday night runs into the weekend, the weekend into Monday morning
    ['2026-03-06T22:00:00Z', '2026-03-09T08:00:00Z', 'UTC'],
    ['2026-03-04T13:00:00Z', '2026-03-05T00:00:00Z', 'Asia/Shanghai'],
    ['2026-03-28T21:00:00Z', '2026-03-30T06:00:00Z', 'Europe/Berlin'],
  ])('at %s end at %s in %s', (at, end, zone) => {
    expect(quietUntil([night, weekend], Date.parse(at), zone)).toBe(Date.parse(end));
  });

  test('without any, a message goes at once; with no end, never', () => {
    expect(quietUntil([], NOW, 'UTC')).toBe(NOW);
    expect(quietUntil([always], NOW, 'UTC')).toBeNull();
  });

  test('of a channel do not concern another', () => {
    expect(quietWindows([night, weekend], 'sms')).toEqual([night, weekend]);
    expect(quietWindows([night, weekend], 'email')).toEqual([weekend]);
  });

  test.each([
    ['the night', '2026-03-04T22:00:00Z', 'PT12H'],
    ['the weekend', '2026-03-07T12:00:00Z', 'P3D'],
    ['both, the shorter', '2026-03-07T23:00:00Z', 'PT12H'],
  ])('hold as long as those it fell into allow: %s', (_what, due, hold) => {
    const dueMs = Date.parse(due);
    const hours = hold === 'P3D' ? 72 : 12;
    expect(holdEndMs([night, weekend], dueMs, dueMs, 'UTC')).toBe(dueMs + hours * 3_600_000);
  });

  test('ask the profile’s zone, else the workspace’s; an unknown name counts as none', () => {
    expect(policyZone({ timeZone: 'Asia/Tokyo' }, { timeZone: 'UTC' })).toBe('Asia/Tokyo');
    expect(policyZone({ timeZone: null }, { timeZone: 'Asia/Shanghai' })).toBe('Asia/Shanghai');
    expect(policyZone({ timeZone: 'Mars/Olympus' }, { timeZone: 'Asia/Shanghai' })).toBe('Asia/Shanghai');
  });
});
