/** The journeys shipped in `examples/`, with the templates and audiences they refer to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { draftDocument, draftSchema, type exampleSchema } from '../shared/api/journeys.ts';
import { idSchema } from '../shared/ids.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';
import { templateSchema } from '../shared/template.ts';
import { audienceDefinitionSchema } from '../shared/workspace.ts';
import type { CatalogMirror } from './catalogMirror.ts';
import { documentMentions } from './documentMentions.ts';
import type { EngineCalls } from './engineCalls.ts';
import { packageFolder } from './packageFolder.ts';

const templatesSchema = z.record(idSchema, z.strictObject({ name: z.string(), content: templateSchema }));
const audiencesSchema = z.record(
  idSchema,
  z.strictObject({ name: z.string(), definition: audienceDefinitionSchema }),
);

export interface Examples {
  journeys: readonly z.infer<typeof exampleSchema>[];
  templates: z.infer<typeof templatesSchema>;
  audiences: z.infer<typeof audiencesSchema>;
}

export function readExamples(folder: string = join(packageFolder(), 'examples')): Examples {
  const readJson = (name: string): unknown => {
    const file = join(folder, name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  };
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.journey.json'))
    : [];
  const journeys = names.sort().map((name) => {
    const draft = draftSchema.parse(readJson(name));
    const { id, description = '' } = draft;
    return { id, name: draft.name, description, document: draftDocument(draft) };
  });
  return {
    journeys,
    templates: templatesSchema.parse(readJson('templates.json')),
    audiences: audiencesSchema.parse(readJson('audiences.json')),
  };
}

/** Gives the workspace the templates and audiences of an example that it does not have yet, so that it can be published as it is. */
export async function bringAlong(
  document: JsonObject,
  examples: Examples,
  { engine, catalog }: { engine: EngineCalls; catalog: CatalogMirror },
): Promise<void> {
  for (const [id, { name, content }] of Object.entries(examples.templates)) {
    const isWanted = documentMentions(document, 'template', id) && !catalog.templates.has(id);
    if (isWanted) await engine.saveTemplate(id, name, content);
  }
  const bring = async (mentioning: JsonValue): Promise<void> => {
    for (const [id, { name, definition }] of Object.entries(examples.audiences)) {
      if (catalog.audiences.has(id) || !documentMentions(mentioning, 'audience', id)) continue;
      await engine.saveAudience(id, name, definition);
      await bring(definition as JsonValue); // a condition is plain JSON
    }
  };
  await bring(document);
}
