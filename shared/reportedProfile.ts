import { z } from 'zod';
import { channelSchema } from './channel.ts';
import { profileSchema } from './profile.ts';

/** Digits of a number that a network could carry: short codes have three, E.164 ends at fifteen. */
const PHONE = /^\+?\d{3,15}$/;
const SEPARATORS = /[\s().-]/g;
// what is before and after the one @ is the mail system's own matter
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** What a channel refuses about an address; other channels have tokens of their own kinds. */
const FAULT_OF: { readonly [channel: string]: (address: string) => 'wrong-phone' | 'wrong-email' | null } = {
  sms: (address) => (PHONE.test(address.replace(SEPARATORS, '')) ? null : 'wrong-phone'),
  email: (address) => (EMAIL.test(address) ? null : 'wrong-email'),
};

const addressesSchema = z
  .record(
    channelSchema,
    z
      .string()
      .min(1)
      .max(500)
      // half a character or a line end would break whatever carries the message
      .refine((address) => !/[\p{Cc}\p{Cs}]/u.test(address), { error: 'wrong-text' }),
  )
  .superRefine((addresses, context) => {
    for (const [channel, address] of Object.entries(addresses)) {
      const fault = Object.hasOwn(FAULT_OF, channel) ? FAULT_OF[channel]?.(address) : null;
      if (fault) context.addIssue({ code: 'custom', message: fault, path: [channel], input: undefined });
    }
  });

/** A customer as a system reports one: as in a scenario, with addresses that a message could reach. */
export const reportedProfileSchema = profileSchema.extend({ addresses: addressesSchema.optional() });
