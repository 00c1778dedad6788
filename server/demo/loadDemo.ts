/** Fills a data folder with the demo bank: customers, journeys, thirty simulated days. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '../../engine/runner/clock.ts';
import { createEngine } from '../../engine/runner/engine.ts';
import { openSqliteStore, type SqliteStore } from '../../engine/stores/sqlite/index.ts';
import type { Locale } from '../../shared/problem.ts';
import { DATABASE_NAME } from '../databaseName.ts';
import type { Bank, LoadReport } from './bank.ts';
import { BANK_ROW_COUNT, readBankRows } from './bankRows.ts';
import { seededChance } from './chance.ts';
import { customerOf } from './customers.ts';
import { createDemoCarrier } from './demoCarrier.ts';
import {
  DEMO_JOURNEYS,
  DEMO_WORKSPACE,
  demoJourney,
  readDemoAudiences,
  readDemoTemplates,
} from './demoCatalog.ts';
import { DEMO_DAYS, planDemo } from './demoPlan.ts';
import { type DemoProgress, isDemoFolder, isDemoLoaded, openProgress } from './demoProgress.ts';
import { playDays } from './playDays.ts';

/** Customers put in with one call. */
const BATCH_SIZE = 1_000;
const ACTOR = 'demo';

export interface LoadOptions {
  folder: string;
  nowMs: number;
  customerCount?: number;
  days?: number;
  /** of journeys, templates and audiences; English otherwise */
  language?: Locale;
  report?: (progress: LoadReport) => void;
  openStore?: (file: string) => SqliteStore;
}

/** The folder holds a workspace that is somebody's own. */
export class NotADemo extends Error {}

/**
 * Loads the demo, or what is missing of it; a finished one is left alone.
 * Errors: NotADemo; StoreFault.
 */
export async function loadDemo(options: LoadOptions): Promise<void> {
  const { folder, nowMs, customerCount = BANK_ROW_COUNT, days = DEMO_DAYS, language = 'en' } = options;
  const file = join(folder, DATABASE_NAME);
  if (existsSync(file) && !isDemoFolder(folder)) {
    throw new NotADemo(
      `${folder} holds a workspace that is not the demo: start it with "npm start", or give the demo a folder of its own with THROUGHLINE_DATA`,
    );
  }
  if (isDemoLoaded(folder)) return;
  const progress = openProgress(folder, () => planDemo({ customerCount, language, days, nowMs }));
  progress.save(progress.stage);
  const stores = (options.openStore ?? openSqliteStore)(file);
  try {
    await runStages(stores, progress, options.report ?? (() => {}));
  } finally {
    stores.close();
  }
}

async function runStages(stores: SqliteStore, progress: DemoProgress, report: Bank['report']): Promise<void> {
  const { plan, stage } = progress;
  const chance = seededChance(plan.seed);
  const rows = readBankRows(plan.customerCount);
  const customers = new Map(
    rows.map((row, index) => customerOf(row, index, chance)).map((customer) => [customer.id, customer]),
  );
  const clock = new VirtualClock(stage.name === 'days' ? stage.atMs : plan.startAtMs);
  let onTaken: Parameters<typeof createDemoCarrier>[0]['onTaken'] = () => {};
  const engine = await createEngine({
    stores,
    providers: {
      channels: {},
      otherwise: createDemoCarrier({
        chance,
        nowMs: () => clock.nowMs(),
        onTaken: (delivery) => onTaken(delivery),
      }),
    },
    clock,
  });
  const bank: Bank = { plan, chance, customers, clock, engine, stores, progress, report };
  if (progress.stage.name === 'customers') await putCustomers(bank);
  if (progress.stage.name === 'journeys') await publishJourneys(bank);
  if (progress.stage.name === 'days') {
    await playDays(bank, (listener) => {
      onTaken = listener;
    });
  }
}

/** Merging a customer twice changes nothing, so a batch cut off is simply put in again. */
async function putCustomers({ plan, customers, engine, progress, report }: Bank): Promise<void> {
  const profiles = [...customers.values()].map(({ profile }) => profile);
  let doneCount = progress.stage.name === 'customers' ? progress.stage.doneCount : 0;
  await engine.settle();
  while (doneCount < profiles.length) {
    const batch = profiles.slice(doneCount, doneCount + BATCH_SIZE);
    await engine.upsertProfiles(batch);
    await engine.settle();
    doneCount += batch.length;
    progress.save({ name: 'customers', doneCount });
    report({ stage: 'customers', doneCount, totalCount: plan.customerCount });
  }
  progress.save({ name: 'journeys' });
}

/** Every deed here is the same when done again: publishing an unchanged document makes no new version. */
async function publishJourneys({ plan, engine, progress, report }: Bank): Promise<void> {
  const configured = await engine.configure(DEMO_WORKSPACE, ACTOR);
  if (!configured.ok)
    throw new Error(`the demo's settings are refused: ${JSON.stringify(configured.problems)}`);
  for (const { id, name, content } of readDemoTemplates(plan.language))
    await engine.saveTemplate(id, content, name);
  for (const { id, name, definition } of readDemoAudiences(plan.language)) {
    await engine.desk.saveAudience(id, name, definition);
  }
  for (const [index, id] of DEMO_JOURNEYS.entries()) {
    const published = await engine.publish(demoJourney(id, plan), ACTOR);
    if (!published.ok) throw new Error(`${id} is refused: ${JSON.stringify(published.problems)}`);
    report({ stage: 'journeys', doneCount: index + 1, totalCount: DEMO_JOURNEYS.length });
  }
  progress.save({ name: 'days', atMs: plan.startAtMs });
}
