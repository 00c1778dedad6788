import { allocate, armOfSlot, slotOf } from '../../../engine/core/assign.ts';
import { type AnalysisInput, analysisInputSchema } from '../../../engine/core/experiments/analysisInput.ts';
import {
  createEngine,
  createMemoryStore,
  type Engine,
  type Stores,
  VirtualClock,
} from '../../../engine/index.ts';
import type { PublishPlan } from '../../../engine/runner/catalogDesk.ts';
import { collectAnalysisInput } from '../../../engine/runner/experiments/collectAnalysisInput.ts';
import { knownSplits } from '../../../engine/runner/experiments/otherSplits.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';

export const START = Date.parse('2026-03-02T09:00:00Z');
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const SALT = 'fixed';
export const ARMS = [
  { id: 'A', share: 50, control: false },
  { id: 'B', share: 50, control: true },
];
export const PLAN: ExperimentPlanInput = {
  primary: { goal: 'bought' },
  secondary: [{ goal: 'paid', measure: 'value', cap: 100 }],
  segments: ['city'],
  covariate: 'balance',
};

export function journey(plan: ExperimentPlanInput | null = PLAN, shares = ARMS): JourneyInput {
  return {
    format: 1,
    id: 'offer',
    name: 'Offer',
    timeZone: 'Europe/Zurich',
    goals: [
      { id: 'bought', event: 'bought', within: 'P30D', primary: true, exit: false },
      {
        id: 'paid',
        event: 'paid',
        where: { type: 'property', property: 'amount', op: '>', value: 0 },
        within: 'P7D',
        exit: false,
        value: 'amount',
      },
    ],
    nodes: {
      start: {
        kind: 'trigger',
        settings: { on: 'event', event: 'visited', reentry: { mode: 'afterExit' } },
        next: { next: 'ab' },
      },
      ab: {
        kind: 'split',
        settings: { salt: SALT, arms: shares, ...(plan ? { plan } : {}) },
        next: { A: 'sms', B: 'end' },
      },
      sms: {
        kind: 'message',
        settings: { channel: 'sms', template: 'hi' },
        next: { sent: 'end', failed: 'end' },
      },
      end: { kind: 'exit', settings: {}, next: {} },
    },
  };
}

/** The first customers whom the salt puts into an arm. */
function customers(arm: string, count: number): string[] {
  const allocation = allocate(ARMS, null);
  const ids = Array.from({ length: 200 }, (_, index) => `c${index}`);
  return ids.filter((id) => armOfSlot(allocation, slotOf(SALT, id)) === arm).slice(0, count);
}
export const [a1 = '', a2 = '', a3 = ''] = customers('A', 3);
export const [b1 = '', b2 = ''] = customers('B', 2);

interface Imported {
  eligible?: boolean;
  journeyId?: string;
  node?: string;
  /** household drawn for */
  unit?: string;
  batch?: string;
}

/** An engine that lives day by day. */
export class Life {
  readonly engine: Engine;
  readonly stores: Stores;
  private readonly clock: VirtualClock;
  private eventCount = 0;

  constructor(engine: Engine, stores: Stores, clock: VirtualClock) {
    this.engine = engine;
    this.stores = stores;
    this.clock = clock;
  }

  static async begin(stores: Stores, document = journey()): Promise<Life> {
    const clock = new VirtualClock(START);
    const engine = await createEngine({ stores, providers: new ScriptedProviders(), clock });
    await engine.saveTemplate('hi', { sms: { en: 'Hi' } });
    const life = new Life(engine, stores, clock);
    await life.publish(document);
    return life;
  }

  async publish(document: JourneyInput, plan: PublishPlan = {}): Promise<void> {
    const published = await this.engine.publish(document, 'api', plan);
    if (!published.ok) throw new Error(published.problems.map(({ code }) => code).join());
    await this.engine.settle();
  }

  async at(day: number): Promise<void> {
    this.clock.moveTo(START + day * DAY);
    await this.engine.settle();
  }

  async event(profile: string, name: string, properties = {}, occurredAtMs?: number): Promise<void> {
    this.eventCount += 1;
    const occurredAt = occurredAtMs === undefined ? undefined : new Date(occurredAtMs).toISOString();
    const event = { id: `e${this.eventCount}`, profile, name, properties, occurredAt };
    await this.engine.track([event]);
    await this.engine.settle();
  }

  async customer(id: string, attributes: { [name: string]: JsonValue }, hasAddress = true): Promise<void> {
    const addresses = hasAddress ? { sms: '+41790000000' } : {};
    await this.engine.upsertProfiles([{ id, attributes, addresses, consent: { sms: true } }]);
    await this.engine.settle();
  }

  /** By hand. */
  async enrolled(profile: string): Promise<void> {
    await this.engine.enrol({ journey: 'offer', profile });
    await this.engine.settle();
  }

  async imported(
    profile: string,
    arm: string,
    atMs: number,
    { eligible = true, journeyId = 'offer', node = 'ab', unit, batch = 'b1' }: Imported = {},
  ): Promise<void> {
    const exposedAt = new Date(atMs).toISOString();
    const exposure = { profile, arm, exposedAt, eligible, ...(unit !== undefined && { unit }) };
    const done = await this.engine.importExposures(journeyId, node, [exposure], batch);
    if (!done.ok) throw new Error(done.problems.map(({ code }) => code).join());
    await this.engine.settle();
  }

  async collected(asOfMs: number, node = 'ab'): Promise<AnalysisInput> {
    const versions = this.engine.roster.versionsOf('offer');
    const input = await collectAnalysisInput(this.engine.reports, versions, {
      registry: builtInRegistry,
      workspaceZone: 'UTC',
      node,
      asOfMs,
      knownSplits: knownSplits(
        [...this.engine.roster.records.keys()].map((id) => this.engine.roster.versionsOf(id)),
        builtInRegistry,
      ),
    });
    if (!input) throw new Error('no version has the split');
    return analysisInputSchema.parse(input);
  }
}

export const stores = [
  { name: 'memory', open: (): Stores => createMemoryStore() },
  { name: 'SQLite', open: (): Stores => openSqliteStore(':memory:') },
];
