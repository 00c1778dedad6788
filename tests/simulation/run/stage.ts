/** Plays a plan: one thread, a clock that is moved, an engine that dies and is opened again over the same data. */
import { VirtualClock } from '../../../engine/runner/clock.ts';
import { createEngine, type Engine } from '../../../engine/runner/engine.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { instantText } from '../../../shared/time.ts';
import { generatedTemplates } from '../../generators/journey.ts';
import type { Evidence, Note } from '../evidence.ts';
import { type Act, isInput, type Plan, type PlanStep } from '../world/plan.ts';
import { Crash, Life, Restless } from './crash.ts';
import { type Disk, openDisk } from './openStores.ts';
import { readEverything } from './readEverything.ts';
import { SimulatedProviders } from './simulatedProviders.ts';

/** Instants a small world visits at most. */
const INSTANTS_MAX = 20_000;

type ActOf<Name extends Act['do']> = Extract<Act, { do: Name }>;
/** A note without where it stands in the order of things. */
type Bare<Of> = Of extends Note ? Omit<Of, 'tick' | 'atMs'> : never;
/** How a call went: with its answer, or cut off by a crash, before or after it took effect. */
type Attempt<Result> = { isDone: true; value: Result } | { isDone: false; side: 'before' | 'after' | null };

class Stage {
  private readonly plan: Plan;
  private readonly clock: VirtualClock;
  private readonly disk: Disk;
  private readonly providers: SimulatedProviders;
  private readonly notes: Note[] = [];
  private readonly acceptedIds = new Set<string>();
  private tick = 0;
  private life = new Life();
  private engine: Engine | null = null;
  private downUntilMs = Number.NEGATIVE_INFINITY;

  constructor(plan: Plan) {
    this.plan = plan;
    this.clock = new VirtualClock(plan.startMs);
    this.disk = openDisk(plan.store);
    const { seed, hostility } = plan;
    this.providers = new SimulatedProviders({ seed, hostility, stamp: () => this.stamp() });
  }

  private stamp(): { tick: number; atMs: number } {
    this.tick += 1;
    return { tick: this.tick, atMs: this.clock.nowMs() };
  }

  private note(of: Bare<Note>): void {
    this.notes.push({ ...this.stamp(), ...of } as Note); // the spread loses which of the union it is
  }

  private get running(): Engine {
    if (!this.engine) throw new Error('nothing was opened');
    return this.engine;
  }

  /** Opens a new life over the same data; the crashes that are due come to it too. */
  private async reopen(): Promise<void> {
    for (;;) {
      this.life = new Life(this.life.pending);
      const stores = this.disk.open();
      const engine = await createEngine({
        stores: { ...stores, store: this.life.storeOf(stores.store) },
        providers: this.providers.forLife(this.life),
        clock: this.clock,
        makeSalt: () => 'salt',
      });
      this.engine = engine;
      if (await this.lives(() => engine.recover())) return;
    }
  }

  /** Whether the process outlived the work. */
  private async lives(work: () => Promise<void>): Promise<boolean> {
    return (await this.dieOrDo(work)).isDone;
  }

  private async dieOrDo<Result>(work: () => Promise<Result>): Promise<Attempt<Result>> {
    try {
      const value = await work();
      if (!this.life.isDead) return { isDone: true, value };
      this.note({ type: 'crash', where: 'while a call hung' });
      return { isDone: false, side: null };
    } catch (fault) {
      if (!(fault instanceof Crash)) throw fault;
      this.note({ type: 'crash', where: fault.message });
      return { isDone: false, side: fault.side };
    }
  }

  private async attempt<Result>(work: () => Promise<Result>): Promise<Attempt<Result>> {
    const attempt = await this.dieOrDo(work);
    if (!attempt.isDone) await this.reopen();
    return attempt;
  }

  private async rest(timersUntilMs = this.clock.nowMs()): Promise<void> {
    while (!(await this.attempt(() => this.running.settle(timersUntilMs))).isDone);
    this.note({ type: 'rest' });
  }

  async run(): Promise<Evidence> {
    try {
      await this.reopen();
      await this.prepare();
      await this.playSteps();
      const { plan, notes, providers } = this;
      const reads = await readEverything(this.running, plan);
      return { plan, notes, calls: providers.calls, reads };
    } finally {
      this.disk.remove();
    }
  }

  private async prepare(): Promise<void> {
    const { workspace, profiles } = this.plan;
    const configured = await this.running.configure(workspace);
    if (!configured.ok) throw new Error(`the workspace is wrong: ${JSON.stringify(configured.problems)}`);
    for (const [id, template] of Object.entries(generatedTemplates)) {
      await this.running.saveTemplate(id, template);
    }
    await this.running.upsertProfiles(profiles);
    await this.rest();
  }

  private async playSteps(): Promise<void> {
    const { clock, plan } = this;
    const left = [...plan.steps];
    for (let count = 0; ; count++) {
      if (count > INSTANTS_MAX) throw new Restless('the world never comes to rest');
      const nextMs = await this.nextInstant(left);
      if (nextMs > plan.untilMs) break;
      clock.moveTo(nextMs);
      const now = left.splice(0, left.filter(({ atMs }) => atMs <= nextMs).length);
      await this.playInstant(now, left);
    }
    clock.moveTo(plan.untilMs);
    this.downUntilMs = Number.NEGATIVE_INFINITY;
    await this.rest();
  }

  private get isDown(): boolean {
    return this.clock.nowMs() < this.downUntilMs;
  }

  private async nextInstant(left: readonly PlanStep[]): Promise<number> {
    const stepMs = left[0]?.atMs ?? Number.POSITIVE_INFINITY;
    if (this.isDown) return Math.min(stepMs, this.downUntilMs);
    const dueMs = (await this.running.nextDueMs()) ?? Number.POSITIVE_INFINITY;
    return Math.min(stepMs, Math.max(dueMs, this.clock.nowMs()));
  }

  /** Deeds first, each to rest, then what customers did, then timers (language.md §11.6). */
  private async playInstant(now: readonly PlanStep[], left: PlanStep[]): Promise<void> {
    const nowMs = this.clock.nowMs();
    if (!this.isDown && this.downUntilMs === nowMs) await this.reopen();
    const deeds = now.filter((step) => !isInput(step));
    for (const step of deeds) {
      if (this.isDown) {
        // operators wait until somebody answers
        left.push({ ...step, atMs: this.downUntilMs });
        left.sort((a, b) => a.atMs - b.atMs);
        continue;
      }
      await this.playDeed(step.act);
      if (!this.isDown) await this.rest(nowMs - 1);
    }
    for (const step of now.filter(isInput)) await this.playInput(step.act);
    if (!this.isDown) await this.rest();
  }

  private async playDeed(act: Act): Promise<void> {
    switch (act.do) {
      case 'publish':
        return this.publish(act);
      case 'undoMove':
        return this.undoMove(act);
      case 'life':
        return this.changeLife(act);
      case 'enrol':
      case 'remove':
        return this.enrolOrRemove(act);
      case 'crash':
        return this.life.arm(act.at);
      case 'down':
        this.downUntilMs = this.clock.nowMs() + act.forMs;
        return this.note({ type: 'down', untilMs: this.downUntilMs });
    }
  }

  private async playInput(act: Act): Promise<void> {
    switch (act.do) {
      case 'event':
        return this.track(act);
      case 'profile':
        await this.acceptOnce(() => this.running.upsertProfiles([act.profile]));
        return this.note({ type: 'profile', profile: act.profile.id });
      case 'consent': {
        const { profile, channel, granted } = act;
        await this.acceptOnce(() => this.running.changeConsent({ profile, channel, granted }));
        return this.note({ type: 'consent', profile, channel, granted });
      }
      case 'receipt':
        return this.receive(act);
      case 'merge':
        return this.merge(act);
    }
  }

  private async merge({ id, from, into }: ActOf<'merge'>): Promise<void> {
    const work = async () => 'duplicate' in (await this.running.merge({ id, merge: { from, into } }));
    await this.acceptById(id, work, () => this.note({ type: 'merge', from, into }));
  }

  /** For inputs without an id: sent again only when a crash came before they were on disk. */
  private async acceptOnce(work: () => Promise<unknown>): Promise<void> {
    for (;;) {
      const attempt = await this.attempt(work);
      if (attempt.isDone || attempt.side === 'after') return;
    }
  }

  /** For inputs with an id: sent again until there is an answer. */
  private async acceptById(
    id: string,
    work: () => Promise<boolean>,
    note: (answer: 'accepted' | 'duplicate') => void,
  ): Promise<void> {
    for (;;) {
      const attempt = await this.attempt(work);
      const isTaken = attempt.isDone || attempt.side === 'after';
      if (isTaken) {
        const isDuplicate = attempt.isDone ? attempt.value : this.acceptedIds.has(id);
        this.acceptedIds.add(id);
        note(isDuplicate ? 'duplicate' : 'accepted');
      }
      if (attempt.isDone) return;
    }
  }

  private async track({ event }: ActOf<'event'>): Promise<void> {
    const { occurredAtMs, ...rest } = event;
    const given = { ...rest, occurredAt: instantText(occurredAtMs) };
    const work = async () => 'duplicate' in ((await this.running.track([given]))[0] ?? {});
    await this.acceptById(event.id, work, (answer) => this.note({ type: 'event', event, answer }));
  }

  private async receive({ id, profile, kind, back }: ActOf<'receipt'>): Promise<void> {
    const delivered = this.providers.calls.filter(
      (call) =>
        call.profile === profile &&
        call.channel !== 'webhook' &&
        (call.answer === 'accepted' || call.answer === 'lost'),
    );
    const call = delivered[delivered.length - back];
    if (!call) return;
    const { journey, node, key, channel } = call;
    const work = async () =>
      'duplicate' in (await this.running.receive({ id, profile, journey, node, kind }));
    await this.acceptById(id, work, (answer) => {
      if (answer === 'accepted') this.note({ type: 'receipt', id, profile, kind, key, channel });
    });
  }

  private async enrolOrRemove(act: ActOf<'enrol'> | ActOf<'remove'>): Promise<void> {
    const { profile, journey, key } = act;
    const target = { profile, journey, ...(key === null ? {} : { key }) };
    if (act.do === 'enrol') {
      const { override } = act;
      await this.acceptOnce(() => this.running.enrol({ ...target, override }));
      return this.note({ type: 'enrol', profile, journey, key, override });
    }
    await this.acceptOnce(() => this.running.remove(target));
    this.note({ type: 'remove', profile, journey, key });
  }

  private async publish({ journey, document, map }: ActOf<'publish'>): Promise<void> {
    const plan = map ? { policy: 'migrate' as const, map } : {};
    const given = document as unknown as JsonObject; // a journey document is JSON
    for (;;) {
      const attempt = await this.attempt(() => this.running.publish(given, undefined, plan));
      if (!attempt.isDone) continue;
      const { value } = attempt;
      const isMigrating = map !== undefined;
      if (value.ok)
        this.note({ type: 'publish', journey, version: value.value.version, document, isMigrating });
      return;
    }
  }

  private async undoMove({ journey }: ActOf<'undoMove'>): Promise<void> {
    const record = () => this.running.roster.records.get(journey);
    const version = record()?.currentVersion ?? 0;
    const work = () => this.running.undoMove({ journeyId: journey, version, actor: 'operator' });
    while (!(await this.attempt(work)).isDone);
    // a crash in the middle may have come after the deed was on disk
    if (record()?.undoneMove === version) this.note({ type: 'undoMove', journey, version });
  }

  private async changeLife({ journey, deed, backlog, givesUp }: ActOf<'life'>): Promise<void> {
    const lifeOf = () => this.running.roster.records.get(journey)?.life;
    const before = lifeOf();
    for (;;) {
      const choice = backlog ? { backlog } : {};
      const attempt = await this.attempt(() => this.running.change(journey, deed, undefined, choice));
      // a crash in the middle may have come after the deed was on disk
      const isDone = attempt.isDone ? attempt.value.ok : lifeOf() !== before;
      if (!attempt.isDone && !isDone && !givesUp) continue;
      return this.note({ type: 'life', journey, deed, isDone, ...choice });
    }
  }
}

/** Errors: `Restless` when the engine never comes to rest; whatever the engine throws. */
export function playPlan(plan: Plan): Promise<Evidence> {
  return new Stage(plan).run();
}
