/** The loop over the ports: load a batch, decide purely, commit once, then call outside. */

import type { JourneyLife } from '../../shared/journey/life.ts';
import { type Advance, advanceCustomer, NOT_BY_TIME, type Work } from '../core/customer/advance.ts';
import type { World } from '../core/customer/world.ts';
import { CUT_OFF, type Customer, type CustomerCommit, type OutboxRow, sendKey } from '../core/records.ts';
import type { Job, Resume, Store } from '../stores/store.ts';
import { mendedPauses, openPauses, pausesOf } from './backlog.ts';
import { CallsUnderWay } from './callsUnderWay.ts';
import { type AskedMerge, carryOutMerge } from './carryOutMerge.ts';
import { CountSums } from './countSums.ts';
import { emptyCommit, isEmptyCommit } from './emptyCommit.ts';
import { groupBy } from './groupBy.ts';
import type { IsAwaited, JobPage } from './jobPage.ts';
import { jobDueMs, nextJobPage } from './jobs.ts';
import { type Answered, callOutside, mayRepeat, startCallLimit } from './outboxCaller.ts';
import { Paces } from './paces.ts';
import type { Providers } from './provider.ts';
import type { Roster } from './roster.ts';
import { populationJob, upcomingSchedules } from './schedules.ts';

/** Customers decided in one transaction: large enough to share its cost, small enough to stall nobody. */
export const BATCH_SIZE = 250;
/** Calls under way at once; beyond them no new work is taken. */
export const CALLS_MAX = 1_000;

/** Inputs of one customer applied in one transaction when time is real. */
const INPUTS_PER_BATCH = 50;

export interface PassOptions {
  nowMs: number;
  /** timers due later than this wait, though the clock may already show it */
  timersUntilMs: number;
  /** virtual time stands still until the outside has answered */
  awaitAnswers: boolean;
}

/** What a batch came to, per journey. */
export interface Committed {
  /** journeys whose counts changed */
  changed: ReadonlySet<string>;
  /** journeys with a message that a provider rejected for good */
  rejected: ReadonlySet<string>;
}

export class Runner {
  private readonly store: Store;
  private readonly roster: Roster;
  private readonly providers: Providers;
  private readonly onCommitted: (of: Committed) => Promise<void>;
  private paces = new Paces(new Map());
  private jobs: Job[] = [];
  private answers: Answered[] = [];
  private callCount = 0;
  /** a batch is being decided right now */
  isBusy = false;
  private wake: () => void = () => {};
  private isWoken = false;
  private readonly setAside = new Set<string>();
  /** customers whose merge, or entry by the clock, waits until their calls are answered */
  private readonly awaitingAnswers = new Set<string>();
  /** jobs whose next customer is still inside, waiting for an answer */
  private readonly jobsAwaitingAnswers = new Set<string>();
  private readonly callsUnderWay = new CallsUnderWay();
  private readonly onSetAside: (fault: unknown) => void;

  constructor(given: {
    store: Store;
    roster: Roster;
    providers: Providers;
    onCommitted: (of: Committed) => Promise<void>;
    /** a customer is left alone, because deciding about them failed */
    onSetAside?: ((fault: unknown) => void) | undefined;
  }) {
    this.store = given.store;
    this.roster = given.roster;
    this.providers = given.providers;
    this.onCommitted = given.onCommitted;
    this.onSetAside = given.onSetAside ?? (() => {});
  }

  /** Takes up what another life of this program left: calls of unknown outcome first of all. */
  async recover(nowMs: number): Promise<void> {
    this.paces = new Paces(await this.store.paces());
    for (const job of await this.store.jobs()) this.putJob(job);
    const rows = await this.store.interrupted();
    const unclaimed = rows.filter((row) => row.status === 'claimed');
    const again = rows.filter((row) => row.status === 'calling' && mayRepeat(this.providers, row));
    const lost = rows.filter((row) => row.status === 'calling' && !mayRepeat(this.providers, row));
    await this.putBack([...unclaimed, ...again.map((row) => ({ ...row, reason: CUT_OFF }))], nowMs);
    this.answers.push(
      ...lost.map((row) => ({
        profileId: row.profileId,
        key: sendKey(row),
        answer: { type: 'unknown' as const },
      })),
    );
  }

  /** Nobody called for these yet, or their provider drops a second call: they pass the gate again. */
  private async putBack(rows: readonly OutboxRow[], nowMs: number): Promise<void> {
    if (rows.length === 0) return;
    const byProfile = groupBy(rows, (row) => row.profileId);
    const customers = [...byProfile].map(([profileId, claimed]) => ({
      ...emptyCommit(profileId),
      outbox: claimed.map((row) => ({
        ...row,
        status: 'planned' as const,
        attempts: row.attempts - 1,
        dueAtMs: nowMs,
        decidedAtMs: null,
      })),
    }));
    await this.store.commit({ atMs: nowMs, customers, counts: [], jobs: [], paces: [] });
  }

  /** Does the most urgent batch of work; false when nothing is due. */
  async pass(options: PassOptions): Promise<boolean> {
    this.isBusy = true;
    try {
      return await this.takeWork(options);
    } finally {
      this.isBusy = false;
    }
  }

  private async takeWork(options: PassOptions): Promise<boolean> {
    if (await this.settleAnswers(options)) return true;
    if (this.callCount >= CALLS_MAX) return false;
    const hasDecided = await this.decideDue(options);
    // in virtual time everybody comes to rest first; in real time neither may starve the other
    if (hasDecided && options.awaitAnswers) return true;
    this.startSchedules(options);
    return (await this.decideJob(options)) || hasDecided;
  }

  async settleAnswers(options: PassOptions): Promise<boolean> {
    const answered = this.answers.splice(0, BATCH_SIZE);
    if (answered.length === 0) return false;
    this.awaitingAnswers.clear();
    this.jobsAwaitingAnswers.clear();
    for (const { key } of answered) this.callsUnderWay.end(key);
    const byProfile = groupBy(answered, ({ profileId }) => profileId);
    await this.decide(
      [...byProfile].map(([profileId, answers]) => ({ profileId, work: { answers, ...NOT_BY_TIME } })),
      options,
    );
    return true;
  }

  /** Customers with something to do that may be done now; those left alone take nobody's place. */
  private async dueNow(until: { nowMs: number; timersUntilMs: number }, limit: number): Promise<Set<string>> {
    const leftAlone = [...this.setAside, ...this.awaitingAnswers];
    const query = { ...until, heldJourneys: this.roster.heldJourneys(), limit: limit + leftAlone.length };
    const profileIds = new Set(await this.store.dueCustomers(query));
    for (const { profileId } of await this.store.dueEffects(query)) profileIds.add(profileId);
    for (const profileId of leftAlone) profileIds.delete(profileId);
    return profileIds;
  }

  private async decideDue(options: PassOptions): Promise<boolean> {
    const { nowMs, timersUntilMs } = options;
    const profileIds = await this.dueNow({ nowMs, timersUntilMs }, BATCH_SIZE);
    if (profileIds.size === 0) return false;
    // one input at a time in virtual time, so that each comes to rest before the next
    const work: Work = { timersUntilMs, inputsMax: options.awaitAnswers ? 1 : INPUTS_PER_BATCH };
    const decided = await this.decide(
      [...profileIds].map((profileId) => ({ profileId, work })),
      options,
    );
    // a customer for whom nothing is found to do would be handed out as due for ever
    for (const profileId of profileIds) {
      if (!decided.has(profileId)) this.putAside(profileId, new Error('work was due, and none was found'));
    }
    return true;
  }

  /** One customer whose data or whose fault of ours stops a decision must not stop the others. */
  private putAside(profileId: string, fault: unknown): void {
    if (this.setAside.has(profileId)) return;
    this.setAside.add(profileId);
    this.onSetAside(fault);
  }

  /** Customers left alone until this program starts again; none in a healthy one. */
  get setAsideCount(): number {
    return this.setAside.size;
  }

  get isAwaitingAnswers(): boolean {
    return this.awaitingAnswers.size > 0;
  }

  /** A schedule that is due becomes a job; its first page commits the job itself. */
  private startSchedules({ timersUntilMs }: PassOptions): void {
    for (const due of upcomingSchedules(this.roster, this.jobs)) {
      if (due.atMs <= timersUntilMs) this.jobs.push(populationJob(due));
    }
  }

  /** Whoever is still inside comes to rest first, answers included, before a schedule calls again (language.md 4.5). */
  private async jobsThatMayGoOn(): Promise<Job[]> {
    const may: Job[] = [];
    for (const job of this.jobs) {
      if (this.jobsAwaitingAnswers.has(job.id)) continue;
      const waits = job.type === 'enrolPopulation' && job.status === 'running';
      const until = { nowMs: job.atMs, timersUntilMs: job.atMs };
      if (!waits || (await this.dueNow(until, 1)).size === 0) may.push(job);
    }
    return may;
  }

  private async decideJob(options: PassOptions): Promise<boolean> {
    const jobs = await this.jobsThatMayGoOn();
    const isAwaited: IsAwaited = (journeyId, profileId) => this.callsUnderWay.has(journeyId, profileId);
    const page = await nextJobPage(jobs, this.roster, this.store, this.paces, options.nowMs, isAwaited);
    if (!page) return false;
    if (page.awaits) this.jobsAwaitingAnswers.add(page.job.id);
    if (!page.awaits || page.work.length > 0) await this.decide(page.work, options, page);
    return true;
  }

  /** Starts a job; on disk when the promise resolves. */
  async addJob(job: Job, nowMs: number): Promise<void> {
    await this.changeJobs([job], nowMs);
    this.wakeUp();
  }

  /** The pause of a journey ends: its job learns how, on disk before anything goes on. */
  async endPause(journeyId: string, resume: Resume): Promise<void> {
    const jobs = openPauses(this.jobs, journeyId).map((job) =>
      job.resume ? { ...job, resume: { ...resume, atMs: job.resume.atMs } } : { ...job, resume },
    );
    await this.changeJobs(jobs, resume.atMs);
  }

  /** Makes the jobs of a journey's pauses fit the life it has. */
  async mendPauses(journeyId: string, life: JourneyLife, nowMs: number): Promise<void> {
    const jobs = mendedPauses(this.jobs, journeyId, life);
    if (jobs.length > 0) await this.changeJobs(jobs, nowMs);
  }

  private async changeJobs(jobs: readonly Job[], nowMs: number): Promise<void> {
    await this.store.commit({ atMs: nowMs, customers: [], counts: [], jobs, paces: [] });
    for (const job of jobs) this.putJob(job);
  }

  /** Takes up jobs that are on disk already. */
  takeJobs(jobs: readonly Job[]): void {
    for (const job of jobs) this.putJob(job);
    this.wakeUp();
  }

  hasJob(id: string): boolean {
    return this.jobs.some((job) => job.id === id);
  }

  private putJob(job: Job): void {
    this.jobs = [...this.jobs.filter((other) => other.id !== job.id), job];
    if (job.type === 'catchUp') this.roster.setPauses(job.journeyId, pausesOf(this.jobs, job.journeyId));
  }

  private async decide(
    works: readonly { profileId: string; work: Work }[],
    options: PassOptions,
    page?: JobPage,
  ): Promise<ReadonlySet<string>> {
    const { nowMs, awaitAnswers } = options;
    const world = this.worldAt(options);
    const customers = await this.store.loadCustomers(
      works.map(({ profileId }) => profileId),
      page ? this.roster.allReadsAt(nowMs) : this.roster.readsAt(nowMs),
    );
    const commits: CustomerCommit[] = [];
    const counts = new CountSums();
    const claimed: OutboxRow[][] = [];
    const rejected = new Set<string>();
    const decided = new Set<string>();
    const merges: AskedMerge[] = [];
    for (const [index, customer] of customers.entries()) {
      const work = works[index]?.work;
      if (!work) continue;
      const advance = this.advance(customer, work, world);
      if (!advance) continue;
      if (!isEmptyCommit(advance.commit)) decided.add(customer.profileId);
      if (advance.awaitsAnswer) {
        decided.add(customer.profileId);
        this.awaitingAnswers.add(customer.profileId);
      }
      if (advance.merge) {
        decided.add(customer.profileId);
        merges.push({ from: customer.profileId, ...advance.merge });
      }
      commits.push(advance.commit);
      for (const delta of advance.counts) counts.add(delta);
      claimed.push([...advance.claimed]);
      for (const journeyId of advance.rejected) rejected.add(journeyId);
    }
    const jobs = page ? [page.job] : [];
    const outcomes = await this.store.commit({
      atMs: nowMs,
      customers: commits,
      counts: counts.all(),
      jobs,
      paces: this.paces.takeChanges(),
    });
    if (page) this.putJob(page.job);
    const changed = new Set(counts.journeyIds());
    // the last page may have found that nobody is left to come
    if (page?.job.status === 'done') changed.add(page.job.journeyId);
    await this.onCommitted({ changed, rejected });
    const rows = claimed.flatMap((ofCustomer, index) => (outcomes[index] === 'committed' ? ofCustomer : []));
    if (rows.length > 0) await this.callAll(rows, nowMs, awaitAnswers);
    for (const asked of merges) await this.merge(asked, options);
    return decided;
  }

  private worldAt({ nowMs, awaitAnswers }: PassOptions): World {
    return this.roster.world(nowMs, this.paces.take, awaitAnswers ? nowMs : nowMs + 1);
  }

  private async merge(asked: AskedMerge, options: PassOptions): Promise<void> {
    const { store, roster, paces } = this;
    const { nowMs, awaitAnswers } = options;
    const world = this.worldAt(options);
    const merged = await carryOutMerge(asked, { store, world, reads: roster.allReadsAt(nowMs), paces });
    if (merged === 'later') this.awaitingAnswers.add(asked.from);
    if (merged === 'later' || merged === null) return;
    const changed = new Set(merged.counts.map(({ journeyId }) => journeyId));
    await this.onCommitted({ changed, rejected: new Set() });
    if (merged.claimed.length > 0) await this.callAll(merged.claimed, nowMs, awaitAnswers);
  }

  private advance(customer: Customer, work: Work, world: World): Advance | null {
    try {
      return advanceCustomer(customer, work, world);
    } catch (fault) {
      this.putAside(customer.profileId, fault);
      return null;
    }
  }

  private async callAll(rows: readonly OutboxRow[], nowMs: number, awaitAnswers: boolean): Promise<void> {
    await this.store.markCalling(rows, nowMs);
    this.callCount += rows.length;
    for (const row of rows) this.callsUnderWay.begin(row);
    const limit = startCallLimit();
    const calls = rows.map(async (row) => {
      const answered = await callOutside(this.providers, row, limit);
      this.callCount -= 1;
      this.answers.push(answered);
      this.wakeUp();
    });
    const allAnswered = Promise.all(calls).then(limit.cancel);
    if (awaitAnswers) await allAnswered;
  }

  /** Calls under way; a graceful stop waits for none. */
  get pendingCallCount(): number {
    return this.callCount + this.answers.length;
  }

  /** The earliest instant at which something falls due. */
  async nextDueMs(): Promise<number | null> {
    const dueMs = await this.store.nextDueMs(this.roster.heldJourneys());
    const schedules = upcomingSchedules(this.roster, this.jobs).map(({ atMs }) => atMs);
    const jobs = this.jobs
      .filter(({ id }) => !this.jobsAwaitingAnswers.has(id))
      .map((job) => jobDueMs(job, this.roster, this.paces))
      .filter(Number.isFinite);
    const all = [...(dueMs === null ? [] : [dueMs]), ...schedules, ...jobs];
    return all.length === 0 ? null : Math.min(...all);
  }

  wakeUp(): void {
    this.isWoken = true;
    this.wake();
  }

  /** Resolves when woken, or after `ms`. */
  async sleep(ms: number): Promise<void> {
    // woken between the last look and now
    if (this.isWoken) {
      this.isWoken = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.isWoken = false;
  }
}
