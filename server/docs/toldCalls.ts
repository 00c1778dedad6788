import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../packageFolder.ts';

const fields = z.record(z.string(), z.unknown()).optional();

const toldCallSchema = z.strictObject({
  call: z.strictObject({
    params: fields,
    query: fields,
    ifMatch: z.number().optional(),
    body: z.unknown().optional(),
    /** a body that is no JSON */
    text: z.string().optional(),
  }),
  /** JSON, or the text of an answer that is none; null for no content; long lists are shown by their first items */
  answer: z.unknown(),
});
export type ToldCall = z.infer<typeof toldCallSchema>;
export type ToldCalls = { readonly [operation: string]: ToldCall | undefined };

/** A call of every operation with its answer, as `examples/api.json` keeps them. */
export function readToldCalls(): ToldCalls {
  const file = join(packageFolder(), 'examples/api.json');
  return existsSync(file)
    ? z.record(z.string(), toldCallSchema).parse(JSON.parse(readFileSync(file, 'utf8')))
    : {};
}
