/** The journeys shipped in `examples/`, with the templates and audiences they refer to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { draftDocument, draftSchema, type exampleSchema } from '../shared/api/journeys.ts';
import { idSchema } from '../shared/ids.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/json.ts';
import type { Locale } from '../shared/problem.ts';
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
/** What a text of the examples is in a language, where it is written in another. */
const wordsSchema = z.partialRecord(z.enum(['en', 'zh-CN']), z.record(z.string(), z.string()));

export interface Examples {
  journeys: readonly z.infer<typeof exampleSchema>[];
  templates: z.infer<typeof templatesSchema>;
  audiences: z.infer<typeof audiencesSchema>;
  words: z.infer<typeof wordsSchema>;
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
    words: wordsSchema.parse(readJson('words.json')),
  };
}

/** The examples as somebody who speaks one language would have written them: names, arms, tags, hypotheses. */
export function inLanguage(examples: Examples, locale: Locale): Examples {
  const words = new Map(Object.entries(examples.words[locale] ?? {}));
  const said = (text: string): string => words.get(text) ?? text;
  const saidAll = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return said(value);
    if (Array.isArray(value)) return value.map(saidAll);
    return isJsonObject(value) ? saidIn(value) : value;
  };
  const saidIn = (fields: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, saidAll(value)]));
  const named = <Entry extends { name: string }>(entries: { [id: string]: Entry }) =>
    Object.fromEntries(
      Object.entries(entries).map(([id, entry]) => [id, { ...entry, name: said(entry.name) }]),
    );
  return {
    journeys: examples.journeys.map(({ id, name, description, document }) => ({
      id,
      name: said(name),
      description: said(description),
      document: saidIn(document),
    })),
    // their content has its own languages, chosen by the customer's
    templates: named(examples.templates),
    audiences: named(examples.audiences),
    words: examples.words,
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
