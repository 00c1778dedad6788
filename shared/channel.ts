import { z } from 'zod';
import { idSchema } from './ids.ts';

/** Channels the product knows by name; a workspace may name others. */
export const CHANNELS = ['sms', 'email', 'push', 'inapp', 'wechat', 'im'] as const;

/** Any id is a channel: providers decide what they carry. */
export const channelSchema = idSchema;

/** `service` is exempt from caps, quiet hours and marketing consent; never from suppression. */
export const journeyClassSchema = z.enum(['marketing', 'service']);
export type JourneyClass = z.infer<typeof journeyClassSchema>;

/** What a message is for; the journey's class unless its node says otherwise. */
export const purposeSchema = idSchema;
