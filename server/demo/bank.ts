/** The demo bank while it is being loaded. */
import type { VirtualClock } from '../../engine/runner/clock.ts';
import type { Engine } from '../../engine/runner/engine.ts';
import type { SqliteStore } from '../../engine/stores/sqlite/index.ts';
import type { Chance } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import type { DemoPlan } from './demoPlan.ts';
import type { DemoProgress } from './demoProgress.ts';

export interface LoadReport {
  stage: 'customers' | 'journeys' | 'days';
  doneCount: number;
  totalCount: number;
}

/** What the stages of the load share. */
export interface Bank {
  plan: DemoPlan;
  chance: Chance;
  customers: ReadonlyMap<string, DemoCustomer>;
  clock: VirtualClock;
  engine: Engine;
  stores: SqliteStore;
  progress: DemoProgress;
  report: (progress: LoadReport) => void;
}
