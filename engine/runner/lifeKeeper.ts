/** What a deed on a journey's life brings with it: jobs that end, hold or catch up, and ends that come by themselves. */
import type { Done } from '../../shared/done.ts';
import type { LifeDeed } from '../../shared/journey/life.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { JourneyRecord } from '../stores/journeyRecord.ts';
import type { Resume, Store } from '../stores/store.ts';
import type { CatalogDesk, UndoMove } from './catalogDesk.ts';
import { NEW_JOB } from './jobPage.ts';
import { lifeAfter } from './journeyLife.ts';
import type { Roster } from './roster.ts';
import type { Runner } from './runner.ts';
import { watchJobs } from './watchJobs.ts';

/** What an operator chooses when a journey goes on after a pause. */
export type ResumeChoice = Partial<Omit<Resume, 'atMs'>>;

/** Who did what nobody did by hand. */
const ENGINE = 'engine';

export class LifeKeeper {
  private readonly desk: CatalogDesk;
  private readonly roster: Roster;
  private readonly runner: Runner;
  private readonly store: Store;

  constructor(given: { desk: CatalogDesk; roster: Roster; runner: Runner; store: Store }) {
    this.desk = given.desk;
    this.roster = given.roster;
    this.runner = given.runner;
    this.store = given.store;
  }

  async change(
    id: string,
    deed: LifeDeed,
    by: { actor: string; choice: ResumeChoice; atMs: number; note?: JsonObject },
  ): Promise<Done<JourneyRecord>> {
    const { actor, choice, atMs, note } = by;
    const record = this.roster.records.get(id);
    const isAllowed = record !== undefined && lifeAfter(record.life, deed) !== null;
    // on disk first: the job waits while the journey is paused, and remembers since when and how the pause ended
    if (isAllowed && deed === 'pause') await this.addJob(record, 'catchUp', atMs);
    if (isAllowed && deed === 'resume') await this.endPause(id, choice, atMs);
    const changed = await this.desk.live(id, deed, actor, { ...choice, ...note });
    if (changed.ok && deed === 'stop') {
      await this.addJob(changed.value, 'stopJourney', atMs);
      await this.endMoves(atMs);
    }
    await this.mendPauses(id, atMs);
    if (changed.ok && deed === 'close') await this.endEmptied([id]);
    return changed;
  }

  /** A pause and its job are two writes: a crash, or another deed, may have come between. */
  private async mendPauses(id: string, atMs: number): Promise<void> {
    const life = this.roster.records.get(id)?.life;
    if (life) await this.runner.mendPauses(id, life, atMs);
  }

  private async endPause(id: string, choice: ResumeChoice, atMs: number): Promise<void> {
    const { backlog = 'release', perSecond = this.roster.workspace.releasePerSecond } = choice;
    await this.runner.endPause(id, { atMs, backlog, perSecond });
  }

  /** A closed journey with nobody left inside is over. */
  async endEmptied(journeyIds: Iterable<string>): Promise<void> {
    for (const id of journeyIds) {
      const isClosed = this.roster.records.get(id)?.life === 'closed';
      if (isClosed && (await this.isEmpty(id)) && !(await this.isAwaited(id)))
        await this.desk.live(id, 'stop', ENGINE);
    }
  }

  /** Whether somebody may still come back by a move that is being undone. */
  private async isAwaited(journeyId: string): Promise<boolean> {
    const record = this.roster.records.get(journeyId);
    if (!record || record.undoneMove === null) return false;
    return (await this.store.moved({ journeyId, afterProfileId: '', limit: 1 })).length > 0;
  }

  private async isEmpty(journeyId: string): Promise<boolean> {
    return (await this.store.enrolled({ journeyId, afterProfileId: '', limit: 1 })).length === 0;
  }

  /** Entries or acts that a pause held, nobody inside perhaps. */
  private async holdsAny(journeyId: string): Promise<boolean> {
    return (await this.store.backlog({ journeyId, limit: 1 })).length > 0;
  }

  /** Where the workspace says so, a message rejected for good pauses its journey. */
  async pauseRejected(journeyIds: ReadonlySet<string>, atMs: number): Promise<void> {
    if (this.roster.workspace.onProviderReject !== 'pauseJourney') return;
    for (const id of journeyIds) {
      if (this.roster.records.get(id)?.life !== 'live') continue;
      await this.change(id, 'pause', { actor: ENGINE, choice: {}, atMs });
    }
  }

  /** A crash may have come between a deed and its job. */
  async recover(atMs: number): Promise<void> {
    for (const record of this.roster.records.values()) {
      await this.mendPauses(record.id, atMs);
      if (record.life !== 'stopped') continue;
      const isCutOff = !(await this.isEmpty(record.id)) || (await this.holdsAny(record.id));
      if (isCutOff) await this.addJob(record, 'stopJourney', atMs);
    }
    await this.endEmptied(this.roster.records.keys());
    await this.begin(atMs);
  }

  /** What a journey watches since lately is begun for everybody, once. */
  private async watchEverybody(atMs: number): Promise<void> {
    for (const job of watchJobs(this.roster, atMs)) {
      if (!this.runner.hasJob(job.id)) await this.runner.addJob(job, atMs);
    }
  }

  /** What a publish brings with it. */
  async begin(atMs: number): Promise<void> {
    await this.watchEverybody(atMs);
    await this.movePeople(atMs);
    await this.endMoves(atMs);
  }

  /** Those a version took over go back where they came from, unless they have moved on. */
  async undoMove(asked: UndoMove, atMs: number): Promise<Done<JourneyRecord>> {
    const undone = await this.desk.undoMove(asked);
    await this.endMoves(atMs);
    return undone;
  }

  /** Of a move that was undone, or can be no longer, everybody whom it took is touched once. */
  private async endMoves(atMs: number): Promise<void> {
    for (const { id, life, current, undoneMove, versions } of this.roster.journeys.values()) {
      for (const { migration, version } of versions.values()) {
        const isLatest = version === current.version && life !== 'stopped';
        if (!migration || (isLatest && version !== undoneMove)) continue;
        const jobId = `endMove/${id}/${version}`;
        if (this.runner.hasJob(jobId)) continue;
        await this.runner.addJob(
          { ...NEW_JOB, id: jobId, type: 'endMove', journeyId: id, version, atMs },
          atMs,
        );
      }
    }
  }

  /** Of a version that takes over the people inside, everybody is touched once. */
  private async movePeople(atMs: number): Promise<void> {
    for (const { id, current } of this.roster.journeys.values()) {
      const jobId = `migrate/${id}/${current.version}`;
      if (!current.migration || this.runner.hasJob(jobId)) continue;
      await this.runner.addJob(
        { ...NEW_JOB, id: jobId, type: 'migrate', journeyId: id, version: current.version, atMs },
        atMs,
      );
    }
  }

  private async addJob(record: JourneyRecord, type: 'stopJourney' | 'catchUp', atMs: number): Promise<void> {
    const id = `${type}/${record.id}/${atMs}`;
    const version = record.currentVersion ?? 0;
    // a stop goes before everything else
    const priority = type === 'stopJourney' ? Number.MAX_SAFE_INTEGER : 0;
    await this.runner.addJob({ ...NEW_JOB, id, type, journeyId: record.id, version, atMs, priority }, atMs);
  }
}
