// Goal: an answer settles a send that is under way, and no other: a late or second one changes nothing (reliability.md §2).
// Method: one customer with one send of each status, advanced by one answer; what would be committed is read.
import { expect, test } from 'vitest';
import { advanceCustomer, NOT_BY_TIME } from '../../engine/core/customer/advance.ts';
import { CustomerDraft } from '../../engine/core/customer/draft.ts';
import { type Answer, settle } from '../../engine/core/customer/sends.ts';
import type { World } from '../../engine/core/customer/world.ts';
import { type Customer, type OutboxRow, sendKey } from '../../engine/core/records.ts';
import { workspaceSchema } from '../../shared/workspace.ts';
import { NOW } from './samples/moment.ts';
import { sampleProfile } from './samples/profile.ts';
import { sampleSend } from './samples/sends.ts';

const world: World = {
  nowMs: NOW,
  toldBeforeMs: 0,
  workspace: workspaceSchema.parse({}),
  journeys: new Map(),
  inOrder: [],
  takeSlot: (_pace, _perSecond, nowMs) => nowMs,
  watching: [],
  isLooking: false,
};

function customerWith(row: OutboxRow): Customer {
  return {
    profileId: row.profileId,
    profile: sampleProfile({ id: row.profileId }),
    inputs: [],
    enrollments: [],
    assignments: [],
    outbox: [row],
    sends: [],
    events: [],
    conversions: [],
    barredFrom: [],
    watches: [],
  };
}

const answers: Answer[] = [
  { type: 'accepted' },
  { type: 'rejected', detail: 'HTTP 400' },
  { type: 'failed', detail: 'HTTP 500' },
  { type: 'unknown' },
];

const settled = ['accepted', 'rejected', 'failed', 'unknown', 'refused', 'cancelled'] as const;

test.each(settled)('an answer to a send that is %s changes nothing', (status) => {
  const row = sampleSend({ status, decidedAtMs: NOW - 1, attempts: 1 });
  for (const answer of answers) {
    const { commit, counts } = advanceCustomer(
      customerWith(row),
      { ...NOT_BY_TIME, answers: [{ key: sendKey(row), answer }] },
      world,
    );
    expect([commit.outbox, counts]).toEqual([[], []]);
  }
});

test.each(['claimed', 'calling'] as const)(
  'the first of two answers to a send that is %s settles it',
  (status) => {
    const row = sampleSend({ status, decidedAtMs: NOW - 1, attempts: 1 });
    for (const late of answers) {
      const draft = new CustomerDraft(customerWith(row), world);
      settle(draft, sendKey(row), { type: 'accepted', reference: 'r1' });
      settle(draft, sendKey(row), late);
      expect(draft.outbox.get(sendKey(row))).toMatchObject({ status: 'accepted', reference: 'r1' });
      expect(draft.counts).toHaveLength(1);
    }
  },
);
