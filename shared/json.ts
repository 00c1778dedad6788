import { z } from 'zod';

/** What a document, a property or an attribute may hold: plain JSON. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };
export type JsonObject = { [name: string]: JsonValue };

export const jsonValueSchema: z.ZodType<JsonValue> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(jsonValueSchema),
      z.record(z.string(), jsonValueSchema),
    ]),
  )
  .meta({ id: 'JsonValue' });

/** Deeper JSON is refused before anything walks it recursively. */
export const JSON_DEPTH_MAX = 64;

/** Whether a value nests deeper than allowed; walks it level by level, so that no depth is too much. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > JSON_DEPTH_MAX) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

/** A scalar constant, as operators write it into conditions. */
export const constantSchema = z.union([z.string().max(1000), z.number(), z.boolean()]);
export type Constant = z.infer<typeof constantSchema>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
