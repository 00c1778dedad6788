import { z } from 'zod';

/** Outlet names with a fixed meaning; arms, groups, tiers, paths and outcomes may not take them. */
export const RESERVED_OUTLETS: ReadonlySet<string> = new Set([
  'next',
  'sent',
  'failed',
  'capped',
  'unreachable',
  'timeout',
  'else',
  'in',
  'out',
  'past',
  'missing',
  'overdue',
]);

/** Names that could reach a prototype; refused wherever a name becomes a property. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Ids are keys of records: one that every object answers to would be found where nobody put it. */
function isForbiddenId(id: string): boolean {
  return FORBIDDEN_NAMES.has(id) || id in Object.prototype;
}

export const idSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, { error: 'wrong-id' })
  .refine((id) => !isForbiddenId(id), { error: 'forbidden-name' });

/** An id that also names an outlet. */
export const outletIdSchema = idSchema.refine((id) => !RESERVED_OUTLETS.has(id), {
  error: 'reserved-outlet',
});

/** Ids given by the bank: customers and events. Any printable text, as their systems write them. */
export const externalIdSchema = z
  .string()
  .min(1)
  .max(200)
  // control characters break logs, headers and CSV cells
  .regex(/^[^\p{Cc}]+$/u, { error: 'wrong-text' })
  // half a character would become another one in storage, and two ids could fall together
  .refine((id) => !/\p{Cs}/u.test(id), { error: 'wrong-text' })
  // an address cannot name these: on its way they are taken for folders
  .refine((id) => id !== '.' && id !== '..', { error: 'forbidden-name' });

export type NodeId = string;
export type OutletId = string;
export type JourneyId = string;
export type ProfileId = string;

/** Dotted path over own properties: `address.city`, `event.amount`, `vars.score`, `key`. */
export const pathSchema = z
  .string()
  .max(200)
  .regex(/^[^\s.]+(\.[^\s.]+){0,11}$/, { error: 'wrong-path' })
  .refine((path) => !path.split('.').some((part) => FORBIDDEN_NAMES.has(part)), { error: 'forbidden-name' });

/** Name of an attribute, event or property. */
export const nameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s.$][^\s.]*$/u, { error: 'wrong-name' })
  .refine((name) => !FORBIDDEN_NAMES.has(name), { error: 'forbidden-name' });
