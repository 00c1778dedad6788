/** Saved conditions over customers. */
import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';
import { audienceDefinitionSchema } from '../workspace.ts';
import { BODY_MAX, defineEndpoint, ifExistsFields, pageFields, pageOf } from './endpoint.ts';
import { profileViewSchema } from './profiles.ts';

export const audienceViewSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    definition: audienceDefinitionSchema,
    changedAt: instantSchema,
  })
  .meta({ id: 'Audience' });
export type AudienceView = z.infer<typeof audienceViewSchema>;

export const SAMPLE_MAX = 50;

const audienceParams = z.strictObject({ id: idSchema });
const tag = 'Audiences';
/** null is everybody */
const definition = audienceDefinitionSchema.nullable();

export const audienceEndpoints = {
  listAudiences: defineEndpoint({
    method: 'GET',
    path: '/audiences',
    tag,
    summary: 'Audiences, by name',
    query: z.strictObject({ ...pageFields, search: z.string().max(200).optional() }),
    answer: { type: 'application/json', status: 200, schema: pageOf(audienceViewSchema) },
  }),
  getAudience: defineEndpoint({
    method: 'GET',
    path: '/audiences/{id}',
    tag,
    summary: 'An audience',
    params: audienceParams,
    answer: { type: 'application/json', status: 200, schema: audienceViewSchema },
    refusals: ['not-found'],
  }),
  putAudience: defineEndpoint({
    method: 'PUT',
    path: '/audiences/{id}',
    tag,
    summary: 'Create or replace an audience',
    about:
      'Journeys that refer to it see the new definition at once. With ifExists=refuse nothing that has the id already is replaced.',
    params: audienceParams,
    query: z.strictObject(ifExistsFields),
    body: {
      type: 'application/json',
      schema: z.strictObject({ name: z.string().min(1).max(200), definition: audienceDefinitionSchema }),
      maxBytes: BODY_MAX.document,
    },
    answer: { type: 'application/json', status: 200, schema: audienceViewSchema },
    refusals: ['already-exists', 'audience-cycle', 'unknown-audience'],
  }),
  deleteAudience: defineEndpoint({
    method: 'DELETE',
    path: '/audiences/{id}',
    tag,
    summary: 'Delete an audience nobody uses',
    params: audienceParams,
    answer: { type: null, status: 204 },
    refusals: ['not-found', 'in-use'],
  }),
  countAudience: defineEndpoint({
    method: 'POST',
    path: '/audiences/count',
    tag,
    summary: 'How many customers fit a definition now',
    body: { type: 'application/json', schema: z.strictObject({ definition }), maxBytes: BODY_MAX.document },
    answer: {
      type: 'application/json',
      status: 200,
      schema: z.strictObject({ count: z.number().int(), total: z.number().int(), at: instantSchema }),
    },
    refusals: ['unknown-audience'],
  }),
  sampleAudience: defineEndpoint({
    method: 'POST',
    path: '/audiences/sample',
    tag,
    summary: 'Some customers who fit a definition now',
    body: {
      type: 'application/json',
      schema: z.strictObject({ definition, limit: z.number().int().min(1).max(SAMPLE_MAX).default(10) }),
      maxBytes: BODY_MAX.document,
    },
    answer: {
      type: 'application/json',
      status: 200,
      schema: z.strictObject({ items: z.array(profileViewSchema) }),
    },
    refusals: ['unknown-audience'],
  }),
};
