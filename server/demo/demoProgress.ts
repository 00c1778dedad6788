/** How far the load has come, in a small file beside the database, so that a killed one goes on. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
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

export const PROGRESS_NAME = 'demo.json';

/** Whether a folder holds a demo, finished or not. */
export function isDemoFolder(folder: string): boolean {
  return existsSync(join(folder, PROGRESS_NAME));
}

/** Goes on with what was begun in a folder, or begins with the plan given. */
export function openProgress(folder: string, makePlan: () => DemoPlan): DemoProgress {
  const file = join(folder, PROGRESS_NAME);
  const read = existsSync(file)
    ? progressSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { plan: makePlan(), stage: { name: 'customers', doneCount: 0 } as const };
  let stage: DemoStage = read.stage;
  const progress: DemoProgress = {
    plan: read.plan,
    get stage() {
      return stage;
    },
    save(next) {
      stage = next;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // a reader finds the old text or the new one, never half of it
      writeFileSync(`${file}.new`, `${JSON.stringify({ format: 1, plan: read.plan, stage }, null, 2)}\n`);
      renameSync(`${file}.new`, file);
    },
  };
  return progress;
}
