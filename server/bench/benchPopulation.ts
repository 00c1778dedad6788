/** The journey and the customers every size is measured with. */
import type { PopulationQuery } from '../../engine/stores/store.ts';
import type { EventInput } from '../../shared/event.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';
import type { WorkspaceInput } from '../../shared/workspace.ts';

const ZONE = 'Asia/Shanghai';
export const KNOWN_AT_MS = Date.UTC(2026, 0, 1);
export const ENTRY_AT_MS = Date.UTC(2026, 0, 1, 8);
/** Both delays of the journey. */
export const DELAY_MS = 3 * DAY_MS;
/** Sends are held by a limit that frees one a millisecond, so that planning them and sending them are two phases. */
const SENDS_PER_SECOND = 1000;

/** The event that `answeringJourney` waits for. */
export const ANSWERED_EVENT = 'card_used';

export const benchWorkspace: WorkspaceInput = {
  timeZone: ZONE,
  limits: [{ channel: 'sms', perSecond: SENDS_PER_SECOND }],
};

export const benchTemplate = { sms: { en: 'Hello {{ name | default: "you" }}, your offer is waiting.' } };

export const benchJourney: JourneyInput = {
  format: 1,
  id: 'offer',
  name: 'Offer',
  timeZone: ZONE,
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'schedule', start: '2026-01-01T08:00', zone: 'UTC' },
      next: { next: 'who' },
    },
    who: {
      kind: 'audience',
      settings: { condition: { type: 'attribute', attribute: 'balance', op: '>=', value: 0 } },
      next: { in: 'ab' },
    },
    ab: {
      kind: 'split',
      settings: {
        salt: 'bench',
        arms: [
          { id: 'A', share: 50 },
          { id: 'B', share: 50, control: true },
        ],
      },
      next: { A: 'text', B: 'text' },
    },
    text: { kind: 'message', settings: { channel: 'sms', template: 'offer' }, next: { sent: 'first' } },
    first: { kind: 'delay', settings: { duration: 'P3D' }, next: { next: 'second' } },
    second: { kind: 'delay', settings: { duration: 'P3D' }, next: {} },
  },
};

/** Trigger, audience, A/B split, and then waiting so long; no message. */
export function waitingJourney(delaySeconds: number): JourneyInput {
  const { start, who, ab, first, second } = benchJourney.nodes;
  if (!start || !who || !ab || !first || !second) throw new Error('the benchmark’s journey lost a node');
  const delay = { ...first, settings: { duration: `PT${delaySeconds}S` } };
  const split = { ...ab, next: { A: 'first', B: 'first' } };
  return { ...benchJourney, nodes: { start, who, ab: split, first: delay, second } };
}

/** Every event is answered with a message at once. */
export const answeringJourney: JourneyInput = {
  format: 1,
  id: 'answering',
  name: 'Answering',
  timeZone: ZONE,
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'event', event: ANSWERED_EVENT, reentry: { mode: 'afterExit' } },
      next: { next: 'text' },
    },
    text: { kind: 'message', settings: { channel: 'sms', template: 'offer' }, next: {} },
  },
};

/** When the limit has freed a slot for each of so many messages. */
export function sendsAtMs(customerCount: number): number {
  return ENTRY_AT_MS + (customerCount * 1000) / SENDS_PER_SECOND;
}

/** Ids sort as their indexes, so that a page of customers is a range of ids. */
export function idOf(index: number): string {
  return `c${String(index).padStart(9, '0')}`;
}

export function benchProfile(index: number): ProfileInput {
  return {
    id: idOf(index),
    timeZone: ZONE,
    attributes: { name: `Name ${index}`, balance: index, city: 'Shanghai', tier: index % 5 },
    addresses: { sms: `+86138${String(index).padStart(8, '0')}` },
    consent: { sms: true },
  };
}

export function benchEvent(index: number): EventInput & { profile: string } {
  return {
    id: `event-${index}`,
    profile: idOf(index),
    name: 'page_viewed',
    properties: { page: '/offers/spring', seconds: index % 60 },
  };
}

/** Customers with a balance from `balanceFrom` on. */
export function benchAudience(balanceFrom: number): Omit<PopulationQuery, 'afterProfileId' | 'limit'> {
  return {
    condition: { type: 'attribute', attribute: 'balance', op: '>=', value: balanceFrom },
    audiences: {},
    nowMs: ENTRY_AT_MS,
    zone: ZONE,
  };
}
