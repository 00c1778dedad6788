/** The move of the people inside that a version made, and what undoing it would do now. */
import { z } from 'zod';
import { instantSchema } from '../time.ts';
import { journeyStateSchema } from './journeys.ts';
import { problemViewSchema } from './problemDetails.ts';

export const movePreviewSchema = z
  .strictObject({
    /** that took them over */
    version: z.number().int(),
    publishedAt: instantSchema,
    /** in a pause the undoing waits for the journey to go on */
    state: journeyStateSchema,
    /** why it cannot be undone; null when it can */
    refusal: problemViewSchema.nullable(),
    /** customers it took over so far */
    moved: z.number().int(),
    /** those who would go back now */
    goBack: z.number().int(),
    /** those who have taken a step since, or came in again: they stay */
    movedOn: z.number().int(),
    /** those who went back already */
    wentBack: z.number().int(),
    /** those not moved yet; once it is undone they never are */
    notMoved: z.number().int(),
    /** by the node they were taken from, the most to go back first */
    places: z.array(
      z.strictObject({
        node: z.string(),
        kind: z.string(),
        goBack: z.number().int(),
        movedOn: z.number().int(),
        /** of those to go back, whose wait there would be over: they go on at once */
        overdue: z.number().int(),
        /** the first messages on the ways on from there */
        next: z.array(z.strictObject({ node: z.string(), channel: z.string(), template: z.string() })),
      }),
    ),
  })
  .meta({ id: 'MovePreview' });
export type MovePreview = z.infer<typeof movePreviewSchema>;
