/** Why a customer would, or would not, get into a journey. */
import { z } from 'zod';
import { conditionSchema } from '../condition.ts';
import { externalIdSchema, idSchema } from '../ids.ts';
import { ENTRY_REFUSALS } from '../refusal.ts';
import { instantSchema } from '../time.ts';
import { defineEndpoint } from './endpoint.ts';

const decisionSchema = z.enum([...ENTRY_REFUSALS, 'held']);

/** One of the questions of every entry, asked of this customer now. */
const entryQuestionSchema = z
  .strictObject({
    /** the reason it refuses with; `held` while the journey is paused */
    question: decisionSchema,
    refuses: z.boolean(),
    /** settings of the journey and facts about the customer that were looked at */
    inputs: z.record(z.string(), z.unknown()),
    /** questions inside a condition, each with what an attribute holds */
    conditions: z.array(
      z.strictObject({ condition: conditionSchema, holds: z.boolean(), value: z.unknown() }),
    ),
  })
  .meta({ id: 'EntryQuestion' });
export type EntryQuestion = z.infer<typeof entryQuestionSchema>;

const entryExplanationSchema = z
  .strictObject({
    profileId: externalIdSchema,
    journeyId: idSchema,
    at: instantSchema,
    /** what was decided when entry was offered, newest first */
    decisions: z.array(
      z.strictObject({
        at: instantSchema,
        decision: z.string(),
        key: z.string().nullable(),
        eventId: z.string().nullable(),
      }),
    ),
    /** passages through the journey, newest first */
    entries: z.array(z.strictObject({ ordinal: z.number().int(), enteredAt: instantSchema })),
    /** what an offer would come to now; null is entry, and null for a journey that was never launched */
    decision: decisionSchema.nullable(),
    /** null for a journey that was never launched */
    trigger: z
      .strictObject({
        on: z.string(),
        /** the customer's last event that the trigger waits for */
        event: z.strictObject({ id: z.string(), name: z.string(), at: instantSchema }).nullable(),
        /** of a trigger on an audience: whether the customer is in, and since when */
        member: z.strictObject({ isIn: z.boolean(), since: instantSchema }).nullable(),
        /** when the clock alone brings the customer to the trigger, or may do so */
        nextAt: instantSchema.nullable(),
      })
      .nullable(),
    questions: z.array(entryQuestionSchema),
  })
  .meta({ id: 'EntryExplanation' });
export type EntryExplanation = z.infer<typeof entryExplanationSchema>;

export const entryEndpoints = {
  explainEntry: defineEndpoint({
    method: 'GET',
    path: '/journeys/{id}/customers/{profileId}/entry',
    tag: 'Profiles',
    summary: 'Why a customer got into a journey, or did not',
    about:
      'Decisions kept come first. Then every question of an entry is asked again, now, in its order, each with what it looked at; nothing is changed.',
    params: z.strictObject({ id: idSchema, profileId: externalIdSchema }),
    query: z.strictObject({ key: z.string().min(1).max(200).optional() }),
    answer: { type: 'application/json', status: 200, schema: entryExplanationSchema },
    refusals: ['not-found'],
  }),
};
