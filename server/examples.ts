import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { draftDocument, draftSchema, type exampleSchema } from '../shared/api/journeys.ts';
import { packageFolder } from './packageFolder.ts';

export type Example = z.infer<typeof exampleSchema>;
export type Examples = readonly Example[];

/** The journeys shipped in `examples/`, by file name. */
export function readExamples(folder: string = join(packageFolder(), 'examples')): Examples {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.journey.json'))
    .sort()
    .map((name) => {
      const draft = draftSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      const { id, description = '' } = draft;
      return { id, name: draft.name, description, document: draftDocument(draft) };
    });
}
