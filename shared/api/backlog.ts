/** What a pause of a journey holds, by name and by age. */
import { z } from 'zod';
import { externalIdSchema } from '../ids.ts';
import { instantSchema } from '../time.ts';

export const BACKLOG_TYPES = ['entry', 'act', 'timer'] as const;

export const backlogItemSchema = z
  .strictObject({
    profileId: externalIdSchema,
    /** an entry to be decided, a message or call to be made, a wait that is over */
    type: z.enum(BACKLOG_TYPES),
    since: instantSchema,
    /** where the customer is; null for an entry */
    node: z.string().nullable(),
    /** of an act */
    channel: z.string().nullable(),
    /** name of the event an entry came by; null for a schedule or a deed */
    event: z.string().nullable(),
    /** business key */
    key: z.string().nullable(),
  })
  .meta({ id: 'BacklogItem' });
export type BacklogItemView = z.infer<typeof backlogItemSchema>;

const tallySchema = z.strictObject({
  entry: z.number().int(),
  act: z.number().int(),
  timer: z.number().int(),
});

/** How many have been held for how long. */
export const backlogTotalsSchema = z
  .strictObject({ underHour: tallySchema, underDay: tallySchema, older: tallySchema })
  .meta({ id: 'BacklogTotals' });
export type BacklogTotals = z.infer<typeof backlogTotalsSchema>;
