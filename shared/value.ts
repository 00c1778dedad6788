import { z } from 'zod';
import { pathSchema } from './ids.ts';
import { type JsonValue, jsonValueSchema } from './json.ts';

/** A constant, or what a path holds at that moment. */
export type Value = JsonValue | { path: string; default?: JsonValue | undefined };

export const valueSchema: z.ZodType<Value> = z.union([
  z.strictObject({ path: pathSchema, default: jsonValueSchema.optional() }),
  jsonValueSchema,
]);

export function isPathValue(value: Value): value is { path: string; default?: JsonValue | undefined } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof value.path === 'string' &&
    Object.keys(value).every((name) => name === 'path' || name === 'default')
  );
}
