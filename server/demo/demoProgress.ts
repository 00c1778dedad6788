/** How far the load has come, in a small file beside the database, so that a killed one goes on. */
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DATABASE_NAME } from '../databaseName.ts';
import { jsonOf } from '../jsonOf.ts';
import { StartFault } from '../startFault.ts';
import { type DemoPlan, demoPlanSchema } from './demoPlan.ts';

const stageSchema = z.discriminatedUnion('name', [
  /** so many customers are in */
  z.strictObject({ name: z.literal('customers'), doneCount: z.number().int().min(0) }),
  z.strictObject({ name: z.literal('journeys') }),
  /** the step of the simulated clock that is being played */
  z.strictObject({ name: z.literal('days'), atMs: z.number().int() }),
  z.strictObject({ name: z.literal('done') }),
]);
export type DemoStage = z.infer<typeof stageSchema>;

const progressSchema = z.strictObject({ format: z.literal(1), plan: demoPlanSchema, stage: stageSchema });

export interface DemoProgress {
  readonly plan: DemoPlan;
  readonly stage: DemoStage;
  save(stage: DemoStage): void;
}

const PROGRESS_NAME = 'demo.json';
/** Longer than any progress there is. */
const TEXT_LENGTH = 500;

/** Whether a folder holds a demo, finished or not. */
export function isDemoFolder(folder: string): boolean {
  return existsSync(join(folder, PROGRESS_NAME));
}

/** Whether nothing is left to load. */
export function isDemoLoaded(folder: string): boolean {
  return hasDatabase(folder) && isDemoFolder(folder) && readProgress(folder).stage.name === 'done';
}

function hasDatabase(folder: string): boolean {
  return existsSync(join(folder, DATABASE_NAME));
}

function readProgress(folder: string): z.infer<typeof progressSchema> {
  const file = join(folder, PROGRESS_NAME);
  const parsed = progressSchema.safeParse(jsonOf(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new StartFault(
    `${file} is not as this version writes it, so the demo cannot go on in that folder. Nothing in it was changed. Move the folder away, or name another one with THROUGHLINE_DATA.`,
  );
}

/** Goes on with what was begun in a folder, or begins with the plan given; progress without its database is void. */
export function openProgress(folder: string, makePlan: () => DemoPlan): DemoProgress {
  const file = join(folder, PROGRESS_NAME);
  const isBegun = isDemoFolder(folder) && hasDatabase(folder);
  const read = isBegun
    ? readProgress(folder)
    : { plan: makePlan(), stage: { name: 'customers', doneCount: 0 } as const };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let stage: DemoStage = read.stage;
  return {
    plan: read.plan,
    get stage() {
      return stage;
    },
    save(next) {
      stage = next;
      const text = JSON.stringify({ format: 1, plan: read.plan, stage });
      const padded = text.padEnd(TEXT_LENGTH);
      if (existsSync(file)) overwrite(file, padded);
      else createWhole(file, padded);
    },
  };
}

/** A kill leaves no file or a whole one. */
function createWhole(file: string, text: string): void {
  const draft = `${file}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * One write of one length over the old text: a kill leaves the old or the new. No rename here: it makes
 * the file system flush, which at every step would cost as much as the step.
 */
function overwrite(file: string, text: string): void {
  const handle = openSync(file, constants.O_RDWR);
  try {
    writeSync(handle, text, 0);
  } finally {
    closeSync(handle);
  }
}
