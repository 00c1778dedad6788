/** Settings of the workspace, its providers, kinds and vocabulary; what was done; how the server is. */
import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { idSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';
import { workspaceSchema } from '../workspace.ts';
import { BODY_MAX, defineEndpoint, pageFields, pageOf } from './endpoint.ts';
import { answeredObjectSchema, jsonObjectSchema } from './journeys.ts';
import { SHAPE_CODES } from './refusals.ts';

/** Audiences have endpoints of their own. */
export const settingsSchema = workspaceSchema.omit({ audiences: true }).meta({ id: 'Settings' });
export type Settings = z.infer<typeof settingsSchema>;

const wordsSchema = z.strictObject({ en: z.string(), 'zh-CN': z.string() });

export const providerSchema = z
  .strictObject({
    name: idSchema,
    words: z.strictObject({ name: wordsSchema, about: wordsSchema }),
    /** what it can carry; null carries every channel */
    channels: z.array(channelSchema).nullable(),
    /** JSON Schema of its settings; `secret: true` marks what is never shown again */
    settingsSchema: jsonObjectSchema,
  })
  .meta({ id: 'Provider' });
export type ProviderView = z.infer<typeof providerSchema>;

export const carrierSchema = z
  .strictObject({
    channel: channelSchema,
    provider: idSchema,
    /** without secrets */
    settings: jsonObjectSchema,
    /** names of secret settings that have a value */
    secretsSet: z.array(z.string()),
  })
  .meta({ id: 'Carrier' });
export type CarrierView = z.infer<typeof carrierSchema>;

export const kindSchema = z
  .strictObject({
    kind: idSchema,
    group: z.enum(['start', 'decide', 'act', 'wait', 'end']),
    shape: z.enum(['enter', 'act', 'wait', 'decide', 'end']),
    words: z.strictObject({ name: wordsSchema, about: wordsSchema }),
    /** part of the product, with a panel of its own; others get a generic one */
    builtIn: z.boolean(),
    /** settings of a newly placed node */
    initial: jsonObjectSchema,
    /** outlets of a newly placed node */
    outlets: z.array(z.strictObject({ id: z.string(), words: wordsSchema })),
    /** JSON Schema of its settings */
    settingsSchema: answeredObjectSchema,
  })
  .meta({ id: 'Kind' });
export type KindView = z.infer<typeof kindSchema>;

export const dictionarySchema = z
  .strictObject({
    attributes: z.array(
      z.strictObject({ name: z.string(), types: z.array(z.string()), count: z.number().int() }),
    ),
    events: z.array(
      z.strictObject({ name: z.string(), count: z.number().int(), properties: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'Dictionary' });

export const auditLineSchema = z
  .strictObject({
    at: instantSchema,
    actor: z.string(),
    deed: z.string(),
    subject: z.string(),
    detail: jsonObjectSchema,
  })
  .meta({ id: 'AuditLine' });

export const healthSchema = z
  .strictObject({
    ok: z.boolean(),
    version: z.string(),
    at: instantSchema,
    /** since this process began */
    upSeconds: z.number(),
    /** work due and not done yet; null while the engine does not answer */
    due: z
      .strictObject({ customers: z.number().int(), effects: z.number().int(), moreThanCounted: z.boolean() })
      .nullable(),
    /** customers left alone until the next start, because deciding about them failed; any makes `ok` false */
    setAside: z.number().int().nullable(),
    /** how late the oldest due work is */
    latenessMs: z.number().nullable(),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;

const tag = 'Workspace';

export const workspaceEndpoints = {
  getSettings: defineEndpoint({
    method: 'GET',
    path: '/settings',
    tag,
    summary: 'Settings of the workspace',
    answer: { type: 'application/json', status: 200, schema: settingsSchema },
  }),
  putSettings: defineEndpoint({
    method: 'PUT',
    path: '/settings',
    tag,
    summary: 'Replace the settings of the workspace',
    body: { type: 'application/json', schema: settingsSchema, maxBytes: BODY_MAX.document },
    answer: { type: 'application/json', status: 200, schema: settingsSchema },
  }),
  listProviders: defineEndpoint({
    method: 'GET',
    path: '/providers',
    tag,
    summary: 'Providers there are, and which one carries each channel',
    answer: {
      type: 'application/json',
      status: 200,
      schema: z.strictObject({ items: z.array(providerSchema), carriers: z.array(carrierSchema) }),
    },
  }),
  putCarrier: defineEndpoint({
    method: 'PUT',
    path: '/providers/{channel}',
    tag,
    summary: 'Choose the provider that carries a channel',
    about: 'A secret setting that is left out keeps its value.',
    params: z.strictObject({ channel: channelSchema }),
    body: {
      type: 'application/json',
      schema: z.strictObject({ provider: idSchema, settings: jsonObjectSchema.default({}) }),
      maxBytes: BODY_MAX.small,
    },
    answer: { type: 'application/json', status: 200, schema: carrierSchema },
    refusals: SHAPE_CODES,
  }),
  listKinds: defineEndpoint({
    method: 'GET',
    path: '/kinds',
    tag,
    summary: 'Node kinds, built in and added',
    answer: { type: 'application/json', status: 200, schema: z.strictObject({ items: z.array(kindSchema) }) },
  }),
  getDictionary: defineEndpoint({
    method: 'GET',
    path: '/dictionary',
    tag,
    summary: 'Names of attributes and events seen so far, with how often',
    answer: { type: 'application/json', status: 200, schema: dictionarySchema },
  }),
  listAudit: defineEndpoint({
    method: 'GET',
    path: '/audit',
    tag,
    summary: 'Who did what, newest first',
    query: z.strictObject(pageFields),
    answer: { type: 'application/json', status: 200, schema: pageOf(auditLineSchema) },
  }),
  getHealth: defineEndpoint({
    method: 'GET',
    path: '/health',
    tag,
    summary: 'Whether the server is well, and how far behind',
    answer: { type: 'application/json', status: 200, schema: healthSchema },
  }),
};
