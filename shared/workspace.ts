/** What is set once for all journeys: zone, caps, quiet hours, limits, audiences (language.md §11.4). */
import { z } from 'zod';
import { channelSchema, journeyClassSchema } from './channel.ts';
import { conditionSchema } from './condition.ts';
import { externalIdSchema, idSchema } from './ids.ts';
import {
  daySchema,
  durationSchema,
  ianaZoneSchema,
  localDateSchema,
  localTimeSchema,
  windowSchema,
} from './time.ts';

export const AUDIENCE_MEMBERS_MAX = 100_000;

/** Periods at whose beginning a cap starts anew; any other is a duration that slides along with the clock. */
export const CAP_PERIODS = ['day', 'week', 'month'] as const;

export const capSchema = z.strictObject({
  id: idSchema.optional(),
  max: z.number().int().min(0).max(10_000),
  per: z.union([z.enum(CAP_PERIODS), durationSchema]),
  channel: channelSchema.optional(),
  class: journeyClassSchema.default('marketing'),
  tag: z.string().min(1).max(64).optional(),
});
export type Cap = z.infer<typeof capSchema>;

export function isCapPeriod(per: Cap['per']): per is (typeof CAP_PERIODS)[number] {
  return CAP_PERIODS.some((period) => period === per);
}

export const quietHoursSchema = z
  .strictObject({
    from: localTimeSchema,
    to: z.union([localTimeSchema, z.literal('24:00')]),
    days: z.array(daySchema).min(1).max(7).optional(),
    channel: channelSchema.optional(),
    maxHold: durationSchema.default('P1D'),
  })
  .refine((quiet) => quiet.from !== quiet.to, { error: 'empty-window' });
export type QuietHours = z.infer<typeof quietHoursSchema>;

export const limitSchema = z.strictObject({
  channel: channelSchema,
  perSecond: z.number().positive().max(100_000),
});

export const audienceDefinitionSchema = z.union([
  z.strictObject({ members: z.array(externalIdSchema).max(AUDIENCE_MEMBERS_MAX) }),
  conditionSchema,
]);
export type AudienceDefinition = z.infer<typeof audienceDefinitionSchema>;

export const workspaceSchema = z.strictObject({
  timeZone: ianaZoneSchema.default('UTC'),
  caps: z.array(capSchema).max(100).default([]),
  quietHours: z.array(quietHoursSchema).max(100).default([]),
  releasePerSecond: z.number().positive().max(100_000).default(50),
  limits: z.array(limitSchema).max(100).default([]),
  retry: z
    .strictObject({
      attempts: z.number().int().min(1).max(10).default(3),
      first: durationSchema.default('PT1M'),
    })
    .default({ attempts: 3, first: 'PT1M' }),
  /** who must agree before a draft is published; more than `none` needs accounts */
  approval: z.enum(['none']).default('none'),
  onProviderReject: z.enum(['advance', 'pauseJourney']).default('advance'),
  testSeeds: z.array(externalIdSchema).max(1000).default([]),
  holdout: z.strictObject({ share: z.number().min(0).max(0.5), salt: z.string().min(1).max(64) }).optional(),
  businessHours: z.array(windowSchema).max(50).default([]),
  holidays: z.array(localDateSchema).max(2000).default([]),
  workdays: z.array(localDateSchema).max(2000).default([]),
  audiences: z.record(idSchema, audienceDefinitionSchema).default({}),
});
export type Workspace = z.infer<typeof workspaceSchema>;
export type WorkspaceInput = z.input<typeof workspaceSchema>;
