/** Journeys whose people move from version to version, and a world to move them in. */
import { createEngine, type Engine, VirtualClock } from '../../../engine/index.ts';
import type { Stores } from '../../../engine/runner/engine.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { defineNode } from '../../../shared/nodes/definition.ts';
import { delay } from '../../../shared/nodes/delay.ts';
import { nodeKinds } from '../../../shared/nodes/kinds.ts';
import { createRegistry } from '../../../shared/nodes/registry.ts';

const HOUR_MS = 3_600_000;
const reentry = { mode: 'afterExit' };

export const journey = (nodes: JsonObject, more: JsonObject = {}): JsonObject => ({
  format: 1,
  id: 'j',
  name: 'J',
  ...more,
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'came', reentry }, next: { next: 'wait' } },
    bye: { kind: 'exit', settings: { reason: 'bye' }, next: {} },
    ...nodes,
  },
});

export const forHours = (duration: string, next: string) => ({
  kind: 'delay',
  settings: { duration },
  next: { next },
});
export const message = {
  kind: 'message',
  settings: { channel: 'sms', template: 'hello' },
  next: { sent: 'bye' },
};
export const paid = (timeout: string, heard: string) => ({
  kind: 'waitFor',
  settings: { paths: [{ id: 'heard', event: 'paid' }], lookBack: 'none', timeout },
  next: { heard, timeout: 'hello' },
});

/** Four hours, then a message. */
export const v1 = journey({ wait: forHours('PT4H', 'hello'), hello: message });
/** The same wait, much longer. */
export const longer = journey({ wait: forHours('PT90H', 'hello'), hello: message });
/** Without the wait: whoever is there leaves. */
export const without = journey({
  start: { kind: 'trigger', settings: { on: 'event', event: 'came', reentry }, next: { next: 'other' } },
  other: forHours('PT1H', 'hello'),
  hello: message,
});
export const direct = journey({
  start: { kind: 'trigger', settings: { on: 'event', event: 'came', reentry }, next: { next: 'hello' } },
  hello: message,
});

/** A wait that cannot be computed. */
const brittle = defineNode({
  ...delay,
  kind: 'brittle',
  behaviour: {
    shape: 'wait',
    arrive: () => {
      throw new Error('brittle');
    },
    timer: () => ({ outlet: 'next' }),
  },
});
const registry = createRegistry([...nodeKinds, brittle]);

/** A journey with two customers at its wait, in a time of its own. */
export class MovingWorld {
  readonly clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
  readonly startMs = this.clock.nowMs();
  engine: Engine;
  private readonly stores: Stores;
  private constructor(stores: Stores, engine: Engine, clock: VirtualClock) {
    this.stores = stores;
    this.engine = engine;
    this.clock = clock;
  }

  static async open(stores: Stores): Promise<MovingWorld> {
    const clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
    const engine = await createEngine({ stores, providers: new ScriptedProviders(), clock, registry });
    const world = new MovingWorld(stores, engine, clock);
    await engine.saveTemplate('hello', { sms: { en: 'Hi' } });
    await world.publish(v1);
    const consent = { sms: true };
    await engine.upsertProfiles(['c1', 'c2'].map((id) => ({ id, addresses: { sms: id }, consent })));
    await engine.settle();
    await world.come('c1', 'c2');
    return world;
  }

  async publish(document: JsonObject, map?: { [node: string]: string | null }): Promise<number> {
    const plan = map ? { policy: 'migrate' as const, map } : {};
    const published = await this.engine.publish(document, 'ada', plan);
    if (!published.ok) throw new Error(JSON.stringify(published.problems));
    await this.engine.settle();
    return published.value.version;
  }

  async track(name: string, ...profiles: string[]): Promise<void> {
    const atMs = this.clock.nowMs();
    await this.engine.track(profiles.map((profile) => ({ id: `${name}-${profile}-${atMs}`, name, profile })));
    await this.engine.settle();
  }

  come(...profiles: string[]): Promise<void> {
    return this.track('came', ...profiles);
  }

  /** Moves the clock, stopping wherever something falls due. */
  async later(hours: number): Promise<void> {
    const untilMs = this.clock.nowMs() + hours * HOUR_MS;
    for (;;) {
      const dueMs = await this.engine.nextDueMs();
      if (dueMs === null || dueMs > untilMs) break;
      this.clock.moveTo(Math.max(dueMs, this.clock.nowMs()));
      await this.engine.settle();
    }
    this.clock.moveTo(untilMs);
    await this.engine.settle();
  }

  async undo(version = 2): Promise<string | null> {
    const undone = await this.engine.undoMove({ journeyId: 'j', version, actor: 'ada' });
    await this.engine.settle();
    return undone.ok ? null : (undone.problems[0]?.code ?? '');
  }

  async reopen(stores = this.stores): Promise<void> {
    const { clock } = this;
    this.engine = await createEngine({ stores, providers: new ScriptedProviders(), clock, registry });
    await this.engine.recover();
    await this.engine.settle();
  }

  private async enrollments() {
    const { items } = await this.engine.reports.enrollments({}, { limit: 1000, cursor: null });
    return items.sort((a, b) => a.profileId.localeCompare(b.profileId) || a.ordinal - b.ordinal);
  }

  /** Where everybody is: version, then node or reason of the end. */
  async where(): Promise<string[]> {
    return (await this.enrollments()).map((of) => {
      const place = of.status === 'ended' ? (of.detail ?? of.reason) : of.state.node;
      return `${of.profileId} v${of.version} ${place}`;
    });
  }

  async dueHours(): Promise<(number | null)[]> {
    return (await this.enrollments()).map((of) =>
      of.status === 'active' && of.dueAtMs !== null ? (of.dueAtMs - this.startMs) / HOUR_MS : null,
    );
  }

  async kept(): Promise<number> {
    return (await this.enrollments()).filter(({ former }) => former).length;
  }

  /** Who got a message, and after how many hours. */
  async sent(): Promise<[string, number][]> {
    const { items } = await this.engine.reports.deliveries(
      { status: 'accepted' },
      { limit: 1000, cursor: null },
    );
    return items
      .map((row): [string, number] => [row.profileId, ((row.decidedAtMs ?? 0) - this.startMs) / HOUR_MS])
      .sort();
  }

  async counted(metric: string, version: number): Promise<{ [name: string]: number }> {
    const counts = await this.engine.reports.counts('j', version);
    const ofMetric = counts.filter((of) => of.metric === metric && of.count !== 0);
    return Object.fromEntries(ofMetric.map(({ node, detail, count }) => [`${node} ${detail}`.trim(), count]));
  }
}
