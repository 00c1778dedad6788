/** Files with a finished experiment, written through the store: exposures, goal events, and where asked messages and their receipts. */
import { drawOf } from '../../engine/core/assign.ts';
import {
  type CustomerCommit,
  type HistoryEvent,
  type OutboxRow,
  sendKey,
} from '../../engine/core/records.ts';
import type { JourneyVersion } from '../../engine/core/version.ts';
import { emptyCommit } from '../../engine/runner/emptyCommit.ts';
import { nextVersion } from '../../engine/runner/publish.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { journeySchema } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';

const START_MS = Date.UTC(2026, 0, 5);
const EXPOSED_DAYS = 28;
/** All windows are over. */
export const AS_OF_MS = START_MS + (EXPOSED_DAYS + 31) * DAY_MS;
const CUSTOMERS_PER_COMMIT = 2_000;
const BODY = 'Dear customer, your savings rate has changed. '.repeat(6);

/** `full` has a segment, a covariate, messages and receipts, `bare` only exposures and goals. */
export type Experiment = 'full' | 'bare';

const goals = {
  secondary: [{ goal: 'paid', measure: 'value', cap: 1000 }],
  guardrails: [{ goal: 'left', margin: 0.002 }],
};

function journeyOf(experiment: Experiment) {
  const plan = experiment === 'full' ? { ...goals, segments: ['segment'], covariate: 'balance' } : goals;
  return journeySchema.parse({
    format: 1,
    id: 'offer',
    name: 'Offer',
    timeZone: 'Europe/Zurich',
    goals: [
      { id: 'opened', event: 'account_opened', primary: true },
      { id: 'paid', event: 'deposit', value: 'amount' },
      { id: 'left', event: 'unsubscribed', within: 'P14D' },
    ],
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'visited' }, next: { next: 'ab' } },
      ab: {
        kind: 'split',
        settings: {
          salt: 'results-bench',
          arms: [
            { id: 'A', share: 50 },
            { id: 'B', share: 50, control: true },
          ],
          plan,
        },
        next: { A: 'mail', B: 'end' },
      },
      mail: { kind: 'message', settings: { channel: 'email', template: 'rate' }, next: { sent: 'end' } },
      end: { kind: 'exit', settings: {}, next: {} },
    },
  });
}

export function versionOf(experiment: Experiment): JourneyVersion {
  return nextVersion(journeyOf(experiment), undefined, {
    registry: builtInRegistry,
    templates: {},
    nowMs: START_MS,
    actor: 'bench',
    migration: null,
    undoneMove: null,
  });
}

const GOAL_EVENTS = [
  { name: 'account_opened', chance: 0.05 },
  { name: 'deposit', chance: 0.1 },
  { name: 'unsubscribed', chance: 0.01 },
];
const RECEIPTS = [
  { name: 'message_delivered', chance: 0.95 },
  { name: 'message_opened', chance: 0.3 },
  { name: 'message_clicked', chance: 0.05 },
];

function historyOf(profileId: string, exposedAtMs: number, sent: OutboxRow | null): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const add = (name: string, occurredAtMs: number, properties: JsonObject) =>
    events.push({
      id: `${profileId}/${name}`,
      profileId,
      name,
      properties,
      occurredAtMs,
      acceptedAtMs: occurredAtMs,
    });
  const draw = (name: string) => drawOf(`${profileId}/${name}`);
  for (const name of ['app_opened', 'card_used'])
    add(name, START_MS + Math.floor(draw(name) * 60 * DAY_MS), {});
  for (const { name, chance } of GOAL_EVENTS) {
    const drawn = draw(name);
    const amount = Math.round((drawn / chance) * 50_000) / 100;
    if (drawn < chance) add(name, exposedAtMs + Math.floor(draw(`${name} when`) * 29 * DAY_MS), { amount });
  }
  if (!sent) return events;
  for (const { name, chance } of RECEIPTS) {
    const properties = { journey: 'offer', node: 'mail', channel: 'email', key: sendKey(sent) };
    if (draw(name) < chance) add(name, exposedAtMs + 60_000, properties);
  }
  return events;
}

type Draw = (what: string) => number;
type Place = Pick<OutboxRow, 'profileId' | 'journeyId' | 'ordinal' | 'version'>;

function sentTo(place: Place, exposedAtMs: number, draw: Draw): OutboxRow {
  const isAccepted = draw('status') < 0.97;
  return {
    ...place,
    node: 'mail',
    visit: 1,
    lane: 'email',
    effect: {
      type: 'sendMessage',
      channel: 'email',
      template: 'rate',
      locale: null,
      purpose: 'marketing',
      tags: [],
      quiet: 'hold',
      maxHold: null,
      missing: 'default',
      to: null,
    },
    status: isAccepted ? 'accepted' : 'refused',
    plannedAtMs: exposedAtMs,
    dueAtMs: exposedAtMs,
    hold: null,
    attempts: 1,
    decidedAtMs: exposedAtMs + 1_000,
    reason: isAccepted ? null : 'capped',
    content: { subject: 'Your rate', body: BODY },
    address: `${place.profileId}@bank.example`,
    reference: null,
  };
}

function snapshotOf(draw: Draw): JsonObject {
  const segment = ['retail', 'private', 'business'][Math.floor(draw('segment') * 3)] ?? 'retail';
  return { segment, balance: Math.round(draw('balance') * 1e6) / 100 };
}

function commitOf(index: number, experiment: Experiment): CustomerCommit {
  const profileId = `c${String(index).padStart(8, '0')}`;
  const draw = (what: string) => drawOf(`${profileId}/${what}`);
  const exposedAtMs = START_MS + Math.floor(draw('when') * EXPOSED_DAYS * DAY_MS);
  const place = { profileId, journeyId: 'offer', ordinal: 1, version: 1 };
  const sent = experiment === 'full' ? sentTo(place, exposedAtMs, draw) : null;
  return {
    ...emptyCommit(profileId),
    events: historyOf(profileId, exposedAtMs, sent),
    outbox: sent ? [sent] : [],
    exposures: [
      {
        ...place,
        node: 'ab',
        salt: 'results-bench',
        arm: draw('arm') < 0.5 ? 'A' : 'B',
        epoch: 1,
        source: 'hash',
        exposedAtMs,
        key: null,
        eligible: true,
        unit: null,
        recordedAtMs: null,
        entry: null,
        batch: null,
        withdrawnAtMs: null,
        snapshot: experiment === 'full' ? snapshotOf(draw) : null,
      },
    ],
  };
}

/** Writes the experiment of so many customers. */
export async function writeExperiment(
  file: string,
  customerCount: number,
  experiment: Experiment,
): Promise<void> {
  const { store, close } = openSqliteStore(file);
  try {
    for (let from = 0; from < customerCount; from += CUSTOMERS_PER_COMMIT) {
      const length = Math.min(CUSTOMERS_PER_COMMIT, customerCount - from);
      const customers = Array.from({ length }, (_, offset) => commitOf(from + offset, experiment));
      await store.commit({ atMs: START_MS, customers, counts: [], jobs: [], paces: [] });
    }
  } finally {
    close();
  }
}
