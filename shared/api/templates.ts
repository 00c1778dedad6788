/** Content of messages. */
import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { propertiesSchema } from '../event.ts';
import { externalIdSchema, idSchema } from '../ids.ts';
import { contentSchema, templateSchema } from '../template.ts';
import { instantSchema } from '../time.ts';
import { BODY_MAX, defineEndpoint, ifExistsFields, pageFields, pageOf } from './endpoint.ts';
import { problemViewSchema } from './problemDetails.ts';

export const templateViewSchema = z
  .strictObject({ id: idSchema, name: z.string(), content: templateSchema, changedAt: instantSchema })
  .meta({ id: 'Template' });
export type TemplateView = z.infer<typeof templateViewSchema>;

export const templatePreviewSchema = z
  .strictObject({
    subject: z.string().nullable(),
    /** null when the template has a fault */
    body: z.string().nullable(),
    problems: z.array(problemViewSchema),
    /** paths the template asks for that this customer does not have */
    missing: z.array(z.string()),
  })
  .meta({ id: 'TemplatePreview' });
export type TemplatePreview = z.infer<typeof templatePreviewSchema>;

const templateParams = z.strictObject({ id: idSchema });
const tag = 'Templates';

export const templateEndpoints = {
  listTemplates: defineEndpoint({
    method: 'GET',
    path: '/templates',
    tag,
    summary: 'Templates, by name',
    query: z.strictObject({
      ...pageFields,
      search: z.string().max(200).optional(),
      channel: channelSchema.optional(),
    }),
    answer: { type: 'application/json', status: 200, schema: pageOf(templateViewSchema) },
  }),
  getTemplate: defineEndpoint({
    method: 'GET',
    path: '/templates/{id}',
    tag,
    summary: 'A template',
    params: templateParams,
    answer: { type: 'application/json', status: 200, schema: templateViewSchema },
    refusals: ['not-found'],
  }),
  putTemplate: defineEndpoint({
    method: 'PUT',
    path: '/templates/{id}',
    tag,
    summary: 'Create or replace a template',
    about:
      'Published versions keep the content they were published with. With ifExists=refuse nothing that has the id already is replaced.',
    params: templateParams,
    query: z.strictObject(ifExistsFields),
    body: {
      type: 'application/json',
      schema: z.strictObject({ name: z.string().min(1).max(200), content: templateSchema }),
      maxBytes: BODY_MAX.document,
    },
    answer: {
      type: 'application/json',
      status: 200,
      schema: z.strictObject({ template: templateViewSchema, problems: z.array(problemViewSchema) }),
    },
    refusals: ['already-exists'],
  }),
  deleteTemplate: defineEndpoint({
    method: 'DELETE',
    path: '/templates/{id}',
    tag,
    summary: 'Delete a template no draft uses',
    params: templateParams,
    answer: { type: null, status: 204 },
    refusals: ['not-found', 'in-use'],
  }),
  previewTemplate: defineEndpoint({
    method: 'POST',
    path: '/templates/preview',
    tag,
    summary: 'Content as a customer would read it',
    body: {
      type: 'application/json',
      schema: z.strictObject({
        content: contentSchema,
        channel: channelSchema,
        /** nobody: a customer without attributes */
        profile: externalIdSchema.optional(),
        /** properties of a pretended entry event */
        event: propertiesSchema.optional(),
      }),
      maxBytes: BODY_MAX.document,
    },
    answer: { type: 'application/json', status: 200, schema: templatePreviewSchema },
    refusals: ['not-found'],
  }),
};
