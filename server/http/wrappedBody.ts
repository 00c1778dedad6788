import { z } from 'zod';
import { isJsonObject } from '../../shared/json.ts';
import { type Problem, problem } from '../../shared/problem.ts';

/** One name alone may be a misspelt field that happens to hold it. */
const NAMES_MIN = 2;

interface JsonSchema {
  $ref?: string;
  $defs?: { readonly [name: string]: JsonSchema };
  properties?: { readonly [name: string]: unknown };
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
}

/** The fields that a body may have at its top, whichever of its forms it takes. */
function fieldsOf(schema: z.ZodType): ReadonlySet<string> {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema; // its own vocabulary
  const found = new Set<string>();
  const collect = (part: JsonSchema) => {
    for (const name of Object.keys(part.properties ?? {})) found.add(name);
    for (const form of [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.allOf ?? [])]) collect(form);
    const target = part.$ref?.startsWith('#/$defs/') && root.$defs?.[part.$ref.slice('#/$defs/'.length)];
    if (target) collect(target);
  };
  collect(root);
  return found;
}

/** That a body was put into a field of its own, as `{ "document": { … } }`; null when it was not. */
export function wrappedBody(schema: z.ZodType, body: unknown): Problem | null {
  if (!isJsonObject(body)) return null;
  const fields = fieldsOf(schema);
  const knownIn = (value: object) => Object.keys(value).filter((name) => fields.has(name)).length;
  const outside = Math.max(knownIn(body), NAMES_MIN - 1);
  const found = Object.entries(body).find(
    ([name, value]) =>
      !fields.has(name) &&
      isJsonObject(value) &&
      knownIn(value) > outside &&
      knownIn(value) === Object.keys(value).length,
  );
  if (!found) return null;
  const [name] = found;
  // as a JSON pointer writes it (RFC 6901)
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return problem('wrapped-body', { field: name, pointer, params: { name } });
}
