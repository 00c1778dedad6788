/** The engine as programs use it: publish journeys, feed profiles and events, get messages carried out. */
import type { ExposureImport } from '../../shared/api/exposures.ts';
import { type Done, refused } from '../../shared/done.ts';
import type { EventInput, MergeInput } from '../../shared/event.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import type { LifeDeed } from '../../shared/journey/life.ts';
import type { JsonObject } from '../../shared/json.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import type { Template } from '../../shared/template.ts';
import { type AudienceDefinition, type WorkspaceInput, workspaceSchema } from '../../shared/workspace.ts';
import type { ExplainedEntry } from '../core/customer/explainEntry.ts';
import type { JourneyVersion } from '../core/version.ts';
import type { Catalog } from '../stores/catalog.ts';
import type { JourneyRecord } from '../stores/journeyRecord.ts';
import type { Reports } from '../stores/reports.ts';
import type { Acceptance, NewInput, Store } from '../stores/store.ts';
import { businessJobs } from './businessJobs.ts';
import { CatalogDesk, type PublishPlan, type UndoMove } from './catalogDesk.ts';
import { type Clock, systemClock } from './clock.ts';
import {
  type ConsentDeed,
  consentInput,
  type EnrolDeed,
  enrolInput,
  type PersonDeed,
  type RetryDeed,
  removeInput,
  retryInput,
} from './deedInputs.ts';
import { eventInputs } from './eventInputs.ts';
import { armsTakenBy } from './experiments/armsTakenAway.ts';
import { ExperimentDesk } from './experiments/experimentDesk.ts';
import { exposureInputs } from './experiments/exposureInputs.ts';
import { reachedSplits } from './experiments/reachedSplits.ts';
import { explain } from './explain.ts';
import { LifeKeeper, type ResumeChoice } from './lifeKeeper.ts';
import { Loop } from './loop.ts';
import { onlyAcceptance } from './onlyAcceptance.ts';
import { profileInputs } from './profileInputs.ts';
import type { Providers } from './provider.ts';
import { type ReceiptInput, receiptInput } from './receiptInput.ts';
import { Roster } from './roster.ts';
import { Runner } from './runner.ts';
import { Turns } from './turns.ts';
import { audienceJobs } from './watchJobs.ts';

export interface Stores {
  store: Store;
  catalog: Catalog;
  reports: Reports;
}

export interface EngineOptions {
  stores: Stores;
  providers: Providers;
  registry?: NodeRegistry;
  clock?: Clock;
  makeSalt?: () => string;
  /** journeys whose counts changed with a commit */
  onCommit?: (journeyIds: ReadonlySet<string>) => void;
  /** one customer is left alone until the next start, because deciding about them failed; the others go on */
  onSetAside?: (fault: unknown) => void;
  /** a fault of ours or of the store: the engine stops and says so */
  onFault?: (fault: unknown) => void;
}

const ACTOR = 'api';

export class Engine {
  readonly desk: CatalogDesk;
  readonly experiments: ExperimentDesk;
  readonly reports: Reports;
  readonly roster: Roster;
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly runner: Runner;
  private readonly life: LifeKeeper;
  private readonly loop: Loop;

  private constructor(options: EngineOptions, roster: Roster) {
    const { stores, clock = systemClock } = options;
    this.store = stores.store;
    this.reports = stores.reports;
    this.roster = roster;
    this.clock = clock;
    this.runner = new Runner({
      ...options,
      store: stores.store,
      roster,
      onCommitted: async ({ changed, rejected }) => {
        options.onCommit?.(changed);
        await this.life.endEmptied(changed);
        await this.life.pauseRejected(rejected, this.clock.nowMs());
      },
    });
    this.loop = new Loop({ runner: this.runner, clock, onFault: options.onFault });
    const turns = new Turns();
    this.desk = new CatalogDesk({
      turns,
      catalog: stores.catalog,
      roster,
      clock,
      makeSalt: options.makeSalt ?? randomSalt,
    });
    this.experiments = new ExperimentDesk({
      turns,
      catalog: stores.catalog,
      reports: stores.reports,
      roster,
      clock,
      whenPublished: () => this.begin(),
      accept: (inputs) => this.accept(inputs),
      pause: (id, by) => this.life.change(id, 'pause', { ...by, choice: {}, atMs: this.clock.nowMs() }),
    });
    this.life = new LifeKeeper({ desk: this.desk, roster, runner: this.runner, store: this.store });
  }

  /** Loads what was published; nothing runs before `start`. */
  static async open(options: EngineOptions): Promise<Engine> {
    const roster = new Roster(options.registry ?? builtInRegistry);
    roster.load(await options.stores.catalog.load());
    return new Engine(options, roster);
  }

  /** Applies accepted inputs, fires timers and carries out effects until `stop`. */
  start(): Promise<void> {
    return this.loop.start(() => this.recover());
  }

  /** Takes no new work, waits for calls under way and writes down their outcomes. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** Brings everything due now to rest, the outside included; for virtual clocks. */
  async settle(timersUntilMs = this.clock.nowMs()): Promise<void> {
    const options = { nowMs: this.clock.nowMs(), timersUntilMs, awaitAnswers: true };
    while (await this.runner.pass(options));
  }

  /** Takes up what an earlier life left; `start` does it by itself. */
  async recover(): Promise<void> {
    await this.runner.recover(this.clock.nowMs());
    await this.life.recover(this.clock.nowMs());
  }

  /**
   * Resolves once everything accepted so far is applied and its calls are answered.
   * Timers that are not due yet are not waited for.
   */
  applied(): Promise<void> {
    return this.loop.applied();
  }

  /** Customers left alone until the next start; none in a healthy engine. */
  get setAsideCount(): number {
    return this.runner.setAsideCount;
  }

  nextDueMs(): Promise<number | null> {
    return this.runner.nextDueMs();
  }

  private async accept(inputs: readonly NewInput[]): Promise<readonly Acceptance[]> {
    const accepted = await this.store.accept(inputs, this.clock.nowMs());
    this.runner.wakeUp();
    return accepted;
  }

  /**
   * On disk when the promise resolves; an id accepted before is a duplicate and changes nothing.
   * An event without a customer is a business event: it concerns everybody whom a journey's trigger names.
   */
  async track(events: readonly EventInput[]): Promise<readonly Acceptance[]> {
    const ofCustomers = events.filter(({ profile }) => profile !== undefined);
    const accepted =
      ofCustomers.length > 0 ? await this.accept(eventInputs(ofCustomers, this.clock.nowMs())) : [];
    if (ofCustomers.length === events.length) return accepted;
    const answers: Acceptance[] = [];
    let taken = 0;
    for (const event of events) {
      const answer = event.profile === undefined ? await this.trackForMany(event) : accepted[taken++];
      if (answer) answers.push(answer);
    }
    return answers;
  }

  private async trackForMany({ id, name, properties = {} }: EventInput): Promise<Acceptance> {
    const nowMs = this.clock.nowMs();
    const event = { id, name, properties };
    const jobs = businessJobs(this.roster, event, nowMs);
    const accepted = await this.store.acceptBusiness(event, jobs, nowMs);
    if (!('duplicate' in accepted)) this.runner.takeJobs(jobs);
    return accepted;
  }

  /** Merges into what is known; attributes and addresses name by name. */
  async upsertProfiles(profiles: readonly ProfileInput[]): Promise<void> {
    await this.accept(profileInputs(profiles, this.clock.nowMs()));
  }

  async changeConsent(change: ConsentDeed): Promise<void> {
    await this.accept([consentInput(change, this.clock.nowMs())]);
  }

  /** Two ids are one customer: all of `from` becomes `into`'s. On disk when the promise resolves. */
  async merge({ id, merge: { from, into } }: MergeInput): Promise<Acceptance> {
    const input = { type: 'merge' as const, id, into };
    return onlyAcceptance(await this.accept([{ profileId: from, atMs: this.clock.nowMs(), input }]));
  }

  /**
   * Exposures of customers who were assigned elsewhere; all or none, on disk when the promise resolves.
   * @param node '' is the journey's holdout
   * @param batch what they came with: the name by which all of it can be withdrawn
   */
  async importExposures(
    journeyId: string,
    node: string,
    exposures: readonly ExposureImport[],
    batch: string,
  ): Promise<Done<readonly Acceptance[]>> {
    const { roster, clock } = this;
    const inputs = exposureInputs(exposures, { journeyId, node, roster, nowMs: clock.nowMs(), batch });
    return inputs.ok ? { ok: true, value: await this.accept(inputs.value) } : inputs;
  }

  async receive(receipt: ReceiptInput): Promise<Acceptance> {
    return onlyAcceptance(await this.receiveAll([receipt]));
  }

  /** Like `receive` for many, on disk together. */
  async receiveAll(receipts: readonly ReceiptInput[]): Promise<readonly Acceptance[]> {
    const atMs = this.clock.nowMs();
    return this.accept(receipts.map((receipt) => receiptInput(receipt, atMs)));
  }

  async enrol(deed: EnrolDeed): Promise<void> {
    await this.accept([enrolInput(deed, this.clock.nowMs())]);
  }

  async remove(deed: PersonDeed): Promise<void> {
    await this.accept([removeInput(deed, this.clock.nowMs())]);
  }

  /** Parked enrollments go on from where their fault struck; absent key or node means any. */
  async retry(deeds: readonly RetryDeed[]): Promise<void> {
    const atMs = this.clock.nowMs();
    await this.accept(deeds.map((deed) => retryInput(deed, atMs)));
  }

  /** Every question of an entry asked again, changing nothing; null when the journey was never launched. */
  explainEntry(asked: PersonDeed): Promise<ExplainedEntry | null> {
    const { store, roster, clock } = this;
    return explain({ store, roster, nowMs: clock.nowMs() }, asked);
  }

  /** Creates or replaces the journey's draft and publishes it in one go. */
  async publish(
    document: JourneyInput | JsonObject,
    actor = ACTOR,
    plan: PublishPlan = {},
  ): Promise<Done<JourneyVersion>> {
    const draft = document as JsonObject; // a journey document is JSON
    const id = String(draft.id ?? '');
    if (!this.roster.records.has(id)) {
      const { journey, problems } = this.desk.check(draft);
      if (!journey) return refused(...problems);
      const created = await this.desk.create(draft, actor);
      if (!created.ok && !this.roster.records.has(id)) return created;
    }
    return this.publishDraft(id, actor, draft, plan);
  }

  async publishDraft(
    id: string,
    actor = ACTOR,
    document?: JsonObject,
    plan: PublishPlan = {},
  ): Promise<Done<JourneyVersion>> {
    const published = await this.desk.publish(id, actor, { document, plan }, async (asked) => ({
      ...(await reachedSplits(this.reports, id)),
      taken: await armsTakenBy(asked, id, {
        check: (document) => this.desk.check(document),
        roster: this.roster,
        reports: this.reports,
      }),
    }));
    if (published.ok) await this.begin();
    return published;
  }

  /** What a new version asks for is begun. */
  private async begin(): Promise<void> {
    await this.life.begin(this.clock.nowMs());
    this.runner.wakeUp();
  }

  /** Whom the latest version took over goes back to the version they came from, unless they have moved on. */
  async undoMove(asked: UndoMove): Promise<Done<JourneyRecord>> {
    const undone = await this.life.undoMove(asked, this.clock.nowMs());
    this.runner.wakeUp();
    return undone;
  }

  /**
   * Pause, resume, close, stop or archive a journey.
   * @param choice of a resume: what becomes of the backlog; released at the workspace's pace unless it says otherwise
   */
  async change(
    id: string,
    deed: LifeDeed,
    actor = ACTOR,
    choice: ResumeChoice = {},
  ): Promise<Done<JourneyRecord>> {
    const changed = await this.life.change(id, deed, { actor, choice, atMs: this.clock.nowMs() });
    this.runner.wakeUp();
    return changed;
  }

  /** Where conditions refer to the audience, everybody is looked at again. */
  async saveAudience(id: string, name: string, definition: AudienceDefinition): Promise<void> {
    const atMs = this.clock.nowMs();
    const isKnown = Object.hasOwn(this.roster.workspace.audiences, id);
    await this.desk.saveAudience(id, name, definition);
    if (!isKnown) return;
    for (const job of audienceJobs(this.roster, id, atMs)) await this.runner.addJob(job, atMs);
  }

  async configure(workspace: WorkspaceInput, actor = ACTOR): Promise<Done<void>> {
    const parsed = parseBy(workspaceSchema, workspace);
    if (!parsed.ok) return parsed;
    const { audiences, ...settings } = parsed.value;
    await this.desk.configure(settings, actor);
    for (const [id, definition] of Object.entries(audiences)) await this.saveAudience(id, id, definition);
    this.runner.wakeUp();
    return { ok: true, value: undefined };
  }

  async saveTemplate(id: string, content: Template, name = id): Promise<void> {
    await this.desk.saveTemplate(id, name, content);
  }
}

function randomSalt(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}

/** Opens an engine over its stores. */
export function createEngine(options: EngineOptions): Promise<Engine> {
  return Engine.open(options);
}
