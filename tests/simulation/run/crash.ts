/** Crashes: at a chosen call of the store, before or after it took effect; from then on nothing of that life works. */
import type { Store } from '../../../engine/stores/store.ts';
import type { CrashPoint } from '../world/plan.ts';

/** The process died here. */
export class Crash extends Error {
  /** the call's effect is on disk */
  readonly side: CrashPoint['side'] | null;

  constructor(where: string, side: CrashPoint['side'] | null) {
    super(where);
    this.side = side;
  }
}

/** The engine never came to rest. */
export class Restless extends Error {}

/** Calls of a store in one life: no small world needs more. */
const CALLS_MAX = 60_000;

/** One life of the process, from its start to its crash. */
export class Life {
  private points: CrashPoint[] = [];
  private callCount = 0;
  isDead = false;

  /** @param points crashes to come that the life before did not reach */
  constructor(points: readonly CrashPoint[] = []) {
    this.points = [...points];
  }

  arm(point: CrashPoint): void {
    this.points.push({ ...point });
  }

  get pending(): readonly CrashPoint[] {
    return this.points;
  }

  die(): void {
    this.isDead = true;
  }

  /** Makes a call die where that is due; everything after death fails. */
  private async guarded<Result>(name: CrashPoint['call'], call: () => Promise<Result>): Promise<Result> {
    this.refuseDead();
    for (const point of this.points) if (point.call === name) point.nth -= 1;
    const point = this.points.find(({ nth }) => nth <= 0);
    if (!point) return call();
    this.points = this.points.filter((other) => other !== point);
    if (point.side === 'after') await call();
    this.die();
    throw new Crash(`${point.side} ${name}`, point.side);
  }

  private refuseDead(): void {
    if (this.isDead) throw new Crash('dead already', null);
    this.callCount += 1;
    if (this.callCount > CALLS_MAX) throw new Restless('the engine never comes to rest');
  }

  /** The store as this life of the process sees it. */
  storeOf(store: Store): Store {
    const alive = <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) => {
      return async (...given: Arguments): Promise<Result> => {
        this.refuseDead();
        return call(...given);
      };
    };
    return {
      accept: (inputs, nowMs) => this.guarded('accept', () => store.accept(inputs, nowMs)),
      acceptBusiness: (event, jobs, nowMs) =>
        this.guarded('accept', () => store.acceptBusiness(event, jobs, nowMs)),
      commit: (batch) => this.guarded('commit', () => store.commit(batch)),
      markCalling: (rows, nowMs) => this.guarded('markCalling', () => store.markCalling(rows, nowMs)),
      merge: (...given) => this.guarded('commit', () => store.merge(...given)),
      resolve: alive(store.resolve),
      dueCustomers: alive(store.dueCustomers),
      dueEffects: alive(store.dueEffects),
      nextDueMs: alive(store.nextDueMs),
      loadCustomers: alive(store.loadCustomers),
      interrupted: alive(store.interrupted),
      population: alive(store.population),
      enrolled: alive(store.enrolled),
      moved: alive(store.moved),
      backlog: alive(store.backlog),
      jobs: alive(store.jobs),
      paces: alive(store.paces),
      close: () => store.close(),
    };
  }
}
