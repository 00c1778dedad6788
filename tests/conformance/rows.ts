/** Rows for the conformance suites: plain ones, varied by what a test is about. */
import type { Exposure } from '../../engine/core/exposure.ts';
import type {
  CustomerCommit,
  Enrollment,
  EntryDecision,
  HistoryEvent,
  OutboxRow,
  TraceRow,
} from '../../engine/core/records.ts';
import { emptyCommit } from '../../engine/runner/emptyCommit.ts';
import type { BatchCommit, NewInput } from '../../engine/stores/store.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';

export const NOW = Date.UTC(2026, 10, 22, 9);
export const READ_NOTHING = { events: [], sendsSinceMs: null, pastArms: null };

export function profile(id: string, more: Partial<Profile> = {}): Profile {
  return {
    id,
    timeZone: null,
    locale: 'en',
    attributes: {},
    tags: [],
    addresses: {},
    consent: {},
    suppressed: [],
    knownSinceMs: NOW,
    since: {},
    ...more,
  };
}

export function eventInput(
  profileId: string,
  id: string,
  more: { name?: string; atMs?: number; properties?: JsonObject } = {},
): NewInput {
  const { name = 'card_issued', atMs = NOW, properties = {} } = more;
  return { profileId, atMs, input: { type: 'event', id, name, properties, occurredAtMs: atMs } };
}

export function historyEvent(profileId: string, id: string, more: Partial<HistoryEvent> = {}): HistoryEvent {
  return {
    profileId,
    id,
    name: 'card_issued',
    properties: {},
    occurredAtMs: NOW,
    acceptedAtMs: NOW,
    ...more,
  };
}

type Active = Extract<Enrollment, { status: 'active' }>;

export function enrollment(profileId: string, more: Partial<Active> = {}): Active {
  return {
    profileId,
    journeyId: 'welcome',
    ordinal: 1,
    version: 1,
    key: null,
    enteredAtMs: NOW,
    entry: { eventId: null, name: null, properties: {} },
    stepCount: 1,
    status: 'active',
    state: {
      format: 1,
      node: 'wait',
      visits: { wait: 1 },
      vars: {},
      wait: { arrivedAtMs: NOW, untilMs: NOW + 60_000 },
    },
    dueAtMs: NOW + 60_000,
    ...more,
  };
}

export function ended(of: Enrollment, more: { stepCount?: number; detail?: string } = {}): Enrollment {
  const { profileId, journeyId, ordinal, version, key, enteredAtMs, entry } = of;
  return {
    profileId,
    journeyId,
    ordinal,
    version,
    key,
    enteredAtMs,
    entry,
    stepCount: more.stepCount ?? of.stepCount + 1,
    status: 'ended',
    endedAtMs: NOW + 1,
    reason: 'completed',
    detail: more.detail ?? null,
  };
}

export function traceRow(profileId: string, index: number, more: Partial<TraceRow> = {}): TraceRow {
  return {
    profileId,
    journeyId: 'welcome',
    ordinal: 1,
    index,
    atMs: NOW,
    version: 1,
    node: `n${index}`,
    visit: 1,
    outlet: 'next',
    reason: null,
    ...more,
  };
}

export function exposure(profileId: string, more: Partial<Exposure> = {}): Exposure {
  return {
    profileId,
    journeyId: 'welcome',
    node: 'ab',
    ordinal: 1,
    salt: 's1',
    arm: 'A',
    version: 1,
    epoch: 1,
    source: 'hash',
    exposedAtMs: NOW,
    key: null,
    unit: null,
    eligible: true,
    recordedAtMs: null,
    snapshot: null,
    entry: null,
    batch: null,
    withdrawnAtMs: null,
    ...more,
  };
}

export function outboxRow(profileId: string, more: Partial<OutboxRow> = {}): OutboxRow {
  return {
    profileId,
    journeyId: 'welcome',
    ordinal: 1,
    version: 1,
    node: 'sms',
    visit: 1,
    lane: 'sms',
    effect: {
      type: 'sendMessage',
      channel: 'sms',
      template: 'hello',
      locale: null,
      purpose: null,
      tags: [],
      quiet: 'hold',
      maxHold: null,
      missing: 'default',
      to: null,
    },
    status: 'planned',
    plannedAtMs: NOW,
    dueAtMs: NOW,
    hold: null,
    attempts: 0,
    decidedAtMs: null,
    reason: null,
    content: null,
    address: null,
    reference: null,
    ...more,
  };
}

export function entryDecision(profileId: string, more: Partial<EntryDecision> = {}): EntryDecision {
  return {
    profileId,
    journeyId: 'welcome',
    atMs: NOW,
    decision: 're-entry',
    key: null,
    eventId: null,
    offer: null,
    ...more,
  };
}

export function customerCommit(profileId: string, more: Partial<CustomerCommit> = {}): CustomerCommit {
  return { ...emptyCommit(profileId), ...more };
}

export function batch(customers: readonly CustomerCommit[], more: Partial<BatchCommit> = {}): BatchCommit {
  return { atMs: NOW, customers, counts: [], jobs: [], paces: [], ...more };
}
