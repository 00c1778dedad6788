/** Runs a scenario on the virtual clock, with the very code that runs for customers (language.md §10). */

import type { JsonObject } from '../../shared/json.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Scenario, TimelineEntry } from '../../shared/scenario.ts';
import { instantMs, instantText } from '../../shared/time.ts';
import { compareText } from '../core/compareText.ts';
import { addDuration } from '../core/time/duration.ts';
import { createMemoryStore } from '../stores/memory/memoryStore.ts';
import type { Resume } from '../stores/store.ts';
import { VirtualClock } from './clock.ts';
import { createEngine, type Engine, type Stores } from './engine.ts';
import { type RehearsalReport, readReport } from './rehearsalReport.ts';
import { type Difference, differences } from './scenarioDifference.ts';
import { ScriptedProviders } from './scriptedProviders.ts';

export interface RehearsalOptions {
  /** opens the stores over the same data again and again; memory by default */
  open?: (() => Stores & { close?: () => void }) | undefined;
  chaos?: 'crash' | 'duplicate' | undefined;
  registry?: NodeRegistry;
  makeSalt?: () => string;
}

export interface Rehearsal {
  report: RehearsalReport;
  /** empty when everything expected happened and nothing else */
  differences: Difference[];
}

/** The scenario itself cannot be run as written. */
export class ScenarioFault extends Error {}

/** Instants a rehearsal visits; a scenario that never comes to rest stops here. */
export const INSTANTS_MAX = 1_000_000;

type EntryOf<Deed extends string> = Extract<TimelineEntry, { [name in Deed]: unknown }>;

const DEEDS = [
  'publish',
  'provider',
  'pause',
  'resume',
  'close',
  'stop',
  'enrol',
  'remove',
  'retry',
  'restart',
  'down',
] as const;

function isDeed(entry: TimelineEntry): boolean {
  return DEEDS.some((deed) => deed in entry);
}

/** A scenario may write a business key as a number. */
function withKeyText<Deed extends { key?: string | number | undefined }>(
  deed: Deed,
): Omit<Deed, 'key'> & { key: string | undefined } {
  return { ...deed, key: deed.key === undefined ? undefined : String(deed.key) };
}

/** Runs one scenario; the engine is opened anew whenever the scenario or the chaos says so. */
class Stage {
  private readonly scenario: Scenario;
  private readonly options: RehearsalOptions;
  private readonly clock: VirtualClock;
  private readonly providers = new ScriptedProviders();
  private readonly problems: RehearsalReport['problems'] = [];
  private readonly openStores: () => Stores & { close?: () => void };
  private stores: Stores & { close?: () => void };
  private receiptCount = 0;
  /** before this instant nothing runs */
  private downUntilMs = Number.NEGATIVE_INFINITY;
  /** what people wanted to do while nothing ran */
  private delayedDeeds: TimelineEntry[] = [];

  constructor(scenario: Scenario, options: RehearsalOptions, startMs: number) {
    this.scenario = scenario;
    this.options = options;
    this.clock = new VirtualClock(startMs);
    const memory = options.open ? null : createMemoryStore();
    this.openStores = options.open ?? (() => memory ?? createMemoryStore());
    this.stores = this.openStores();
  }

  private async openEngine(): Promise<Engine> {
    const { registry, makeSalt } = this.options;
    const engine = await createEngine({
      stores: this.stores,
      providers: this.providers,
      clock: this.clock,
      ...(registry ? { registry } : {}),
      ...(makeSalt ? { makeSalt } : {}),
    });
    await engine.recover();
    return engine;
  }

  private async reopen(): Promise<Engine> {
    this.stores.close?.();
    this.stores = this.openStores();
    return this.openEngine();
  }

  async run(): Promise<RehearsalReport> {
    const { scenario, clock } = this;
    let engine = await this.openEngine();
    await this.prepare(engine);
    const entries = this.timeline();
    const untilMs = instantMs(scenario.until);
    let instantCount = 0;
    for (;;) {
      const nextEntryMs = entries[0] ? instantMs(entries[0].at) : Number.POSITIVE_INFINITY;
      const dueMs = this.isDown ? this.downUntilMs : ((await engine.nextDueMs()) ?? Number.POSITIVE_INFINITY);
      const nextMs = Math.min(nextEntryMs, Math.max(dueMs, clock.nowMs()));
      if (nextMs > untilMs) break;
      if (++instantCount > INSTANTS_MAX) throw new ScenarioFault('the scenario never comes to rest');
      clock.moveTo(nextMs);
      const now: TimelineEntry[] = [];
      while (entries[0] && instantMs(entries[0].at) <= nextMs) now.push(...entries.splice(0, 1));
      engine = await this.playInstant(engine, now);
      if (this.options.chaos === 'crash' && !this.isDown) engine = await this.reopen();
    }
    clock.moveTo(untilMs);
    const records = [...engine.roster.records.values()].sort((one, other) => compareText(one.id, other.id));
    const states = records.map(({ id, life }) => ({ journey: id, state: life }));
    const report = await readReport(this.stores.reports, { problems: this.problems, states });
    this.stores.close?.();
    return report;
  }

  /** Settings, templates and customers exist before the first entry. */
  private async prepare(engine: Engine): Promise<void> {
    const configured = await engine.configure(this.scenario.workspace);
    if (!configured.ok) throw new ScenarioFault('the workspace is not valid');
    for (const [id, template] of Object.entries(this.scenario.templates))
      await engine.saveTemplate(id, template);
    const known = this.scenario.profiles.filter(({ at }) => at === undefined);
    await engine.upsertProfiles(known.map(({ at: _at, ...profile }) => profile));
    await engine.settle();
  }

  /** In order of instants; entries of one instant stay as written. Profiles known later are entries too. */
  private timeline(): TimelineEntry[] {
    const later = this.scenario.profiles.flatMap(({ at, ...profile }) =>
      at === undefined ? [] : [{ at, profile }],
    );
    return [...later, ...this.scenario.timeline]
      .map((entry, index) => ({ entry, index, ms: instantMs(entry.at) }))
      .sort((a, b) => a.ms - b.ms || a.index - b.index)
      .map(({ entry }) => entry);
  }

  private get isDown(): boolean {
    return this.clock.nowMs() < this.downUntilMs;
  }

  /** While nothing runs, what customers do waits in the inbox with its instant; people wait until it runs again. */
  private async queue(engine: Engine, entries: readonly TimelineEntry[]): Promise<void> {
    for (const entry of entries) {
      if ('provider' in entry) this.providers.script(entry.provider);
      else if (isDeed(entry)) this.delayedDeeds.push(entry);
      else await this.playTwiceIfAsked(engine, entry);
    }
  }

  /** Takes up the work after a standstill; deeds that waited come first. */
  private async comeUp(entries: readonly TimelineEntry[]): Promise<[Engine, readonly TimelineEntry[]]> {
    const delayed = this.delayedDeeds;
    this.delayedDeeds = [];
    this.downUntilMs = Number.NEGATIVE_INFINITY;
    return [await this.reopen(), [...delayed, ...entries]];
  }

  /** Deeds first, each to rest, then what customers did, then timers (language.md 4.5, §11.6). */
  private async playInstant(before: Engine, given: readonly TimelineEntry[]): Promise<Engine> {
    let engine = before;
    let entries = given;
    const nowMs = this.clock.nowMs();
    if (this.isDown) {
      await this.queue(engine, entries);
      return engine;
    }
    if (this.downUntilMs > Number.NEGATIVE_INFINITY) [engine, entries] = await this.comeUp(entries);
    const deeds = entries.filter(isDeed);
    const inputs = entries.filter((entry) => !isDeed(entry));
    for (const [index, entry] of deeds.entries()) {
      if ('down' in entry) {
        this.downUntilMs = addDuration(nowMs, entry.down, 'UTC');
        await this.queue(engine, [...deeds.slice(index + 1), ...inputs]);
        return engine;
      }
      if ('restart' in entry) engine = await this.reopen();
      else await this.playDeed(engine, entry);
      await engine.settle(nowMs - 1);
    }
    for (const entry of inputs) await this.playTwiceIfAsked(engine, entry);
    await engine.settle();
    return engine;
  }

  private async playTwiceIfAsked(engine: Engine, entry: TimelineEntry): Promise<void> {
    await this.playInput(engine, entry);
    if (this.options.chaos === 'duplicate' && 'event' in entry) await this.playInput(engine, entry);
  }

  private async playDeed(engine: Engine, entry: TimelineEntry): Promise<void> {
    if ('publish' in entry) return this.publish(engine, entry);
    if ('provider' in entry) return this.providers.script(entry.provider);
    if ('enrol' in entry) return engine.enrol(withKeyText(entry.enrol));
    if ('remove' in entry) return engine.remove(withKeyText(entry.remove));
    if ('retry' in entry) return engine.retry([withKeyText(entry.retry)]);
    for (const deed of ['pause', 'resume', 'close', 'stop'] as const) {
      if (!(deed in entry)) continue;
      const named = (entry as { [name: string]: string | { journey: string; backlog?: Resume['backlog'] } })[
        deed
      ]; // `in` has just shown it
      const journey = typeof named === 'string' ? named : (named?.journey ?? '');
      const choice =
        typeof named === 'object' && named.backlog !== undefined ? { backlog: named.backlog } : {};
      const done = await engine.change(journey, deed, undefined, choice);
      if (!done.ok) this.note(journey, done.problems);
    }
  }

  private async publish(engine: Engine, entry: EntryOf<'publish'>): Promise<void> {
    const named = typeof entry.publish === 'string' ? { journey: entry.publish } : entry.publish;
    const documentName = ('document' in named ? named.document : undefined) ?? named.journey;
    const document = this.scenario.journeys[documentName];
    if (!document) throw new ScenarioFault(`the scenario has no journey document ${documentName}`);
    const plan =
      typeof entry.publish === 'string' ? {} : { policy: entry.publish.policy, map: entry.publish.map };
    const done = await engine.publish(document as JsonObject, undefined, plan);
    if (!done.ok) this.note(String(document.id ?? documentName), done.problems);
  }

  private note(journey: string, problems: readonly Problem[]): void {
    const at = instantText(this.clock.nowMs());
    const errors = problems.filter(({ severity }) => severity === 'error');
    this.problems.push(
      ...errors.map(({ code, nodeId: node = null, field = null, params = {} }) => ({
        at,
        journey,
        code,
        node,
        field,
        params,
      })),
    );
  }

  private async playInput(engine: Engine, entry: TimelineEntry): Promise<void> {
    if ('profile' in entry) await engine.upsertProfiles([entry.profile]);
    else if ('consent' in entry) await engine.changeConsent(entry.consent);
    else if ('receipt' in entry) await this.receive(engine, entry.receipt);
    else if ('event' in entry) {
      if ('merge' in entry.event) await engine.merge(entry.event);
      else await engine.track([entry.event]);
    }
  }

  private async receive(engine: Engine, receipt: EntryOf<'receipt'>['receipt']): Promise<void> {
    const { profile, journey, node } = receipt;
    const { items } = await this.stores.reports.deliveries(
      { profileId: profile, journeyId: journey },
      { limit: 200, cursor: null },
    );
    if (!items.some((row) => row.node === node && (row.status === 'accepted' || row.status === 'unknown'))) {
      throw new ScenarioFault(
        `there is no delivery of ${journey}/${node} to ${profile} that a receipt could belong to`,
      );
    }
    this.receiptCount += 1;
    await engine.receive({ ...withKeyText(receipt), id: `receipt-${this.receiptCount}` });
  }
}

/**
 * Runs a parsed scenario from its first entry to `until`.
 * Errors: `ScenarioFault` when the scenario cannot be played as written.
 */
export async function rehearse(scenario: Scenario, options: RehearsalOptions = {}): Promise<Rehearsal> {
  const instants = scenario.timeline.map((entry) => instantMs(entry.at));
  const startMs = Math.min(...instants, instantMs(scenario.until)) - 1;
  const report = await new Stage(scenario, options, startMs).run();
  const ignored = options.chaos === 'duplicate' ? (['duplicates'] as const) : [];
  return { report, differences: scenario.expect ? differences(scenario.expect, report, ignored) : [] };
}
