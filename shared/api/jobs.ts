/** Long work that was asked for over the API. */
import { z } from 'zod';
import { instantSchema } from '../time.ts';
import { defineEndpoint, pageFields, pageOf } from './endpoint.ts';
import { problemViewSchema } from './problemDetails.ts';

export const jobSchema = z
  .strictObject({
    id: z.string(),
    type: z.literal('importProfiles'),
    status: z.enum(['running', 'done', 'failed']),
    /** where each column goes; `isGuessed` by its name, since neither the mapping nor an exact name said so */
    columns: z.array(z.strictObject({ column: z.string(), target: z.string(), isGuessed: z.boolean() })),
    /** bytes read of the file's */
    bytesRead: z.number().int(),
    bytesTotal: z.number().int(),
    rowsRead: z.number().int(),
    applied: z.number().int(),
    refused: z.number().int(),
    /** why it failed as a whole, or the first broken rows */
    problems: z.array(problemViewSchema),
    startedAt: instantSchema,
    endedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof jobSchema>;

const jobParams = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) });
const tag = 'Jobs';

export const jobEndpoints = {
  listJobs: defineEndpoint({
    method: 'GET',
    path: '/jobs',
    tag,
    summary: 'Imports, newest first',
    query: z.strictObject(pageFields),
    answer: { type: 'application/json', status: 200, schema: pageOf(jobSchema) },
  }),
  getJob: defineEndpoint({
    method: 'GET',
    path: '/jobs/{id}',
    tag,
    summary: 'How far a job is',
    params: jobParams,
    answer: { type: 'application/json', status: 200, schema: jobSchema },
    refusals: ['not-found'],
  }),
  getJobErrors: defineEndpoint({
    method: 'GET',
    path: '/jobs/{id}/errors.csv',
    tag,
    summary: 'Every broken row with its number, column and reason',
    params: jobParams,
    answer: { type: 'text/csv', status: 200 },
    refusals: ['not-found'],
  }),
};
