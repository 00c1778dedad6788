/** The OpenAPI 3.1 document, made from the same contracts that the routes parse by. */
import { z } from 'zod';
import { API_PREFIX, type Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { PROBLEM_TYPE, problemDetailsSchema } from '../../shared/api/problemDetails.ts';
import { hashJson } from '../../shared/journey/canonical.ts';

type JsonSchema = { [name: string]: unknown };

interface Components {
  schemas: { [name: string]: JsonSchema };
}

/** Gathers named schemas; one that reads differently in requests and in answers gets two names. */
class SchemaShelf {
  readonly components: Components = { schemas: {} };
  private readonly done = {
    input: new Map<z.ZodType, JsonSchema>(),
    output: new Map<z.ZodType, JsonSchema>(),
  };
  private readonly hashes = new Map<string, string>();

  /** The schema, with everything it names moved to the components. */
  put(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const known = this.done[io].get(schema);
    if (known) return known;
    const shelved = this.shelve(schema, io);
    this.done[io].set(schema, shelved);
    return shelved;
  }

  private shelve(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    // wrapped, so that a named schema becomes a reference too
    const wrapped = z.toJSONSchema(z.strictObject({ it: schema }), {
      io,
      unrepresentable: 'any',
    }) as JsonSchema;
    const definitions = (wrapped.$defs ?? {}) as { [name: string]: JsonSchema };
    const names = new Map<string, string>();
    for (const [name, definition] of Object.entries(definitions))
      names.set(name, this.nameFor(name, definition));
    // the name is said by the place; JSON Schema has no `id` of this kind
    for (const [name, { id: _id, ...definition }] of Object.entries(definitions)) {
      this.components.schemas[names.get(name) ?? name] = this.moved(definition, names) as JsonSchema;
    }
    const { it } = wrapped.properties as { it: JsonSchema }; // just put there
    return this.moved(it, names) as JsonSchema;
  }

  private nameFor(name: string, definition: JsonSchema): string {
    const hash = hashJson(definition);
    const plain = name.replace(/^_+/, '');
    for (const candidate of [plain, `${plain}Input`]) {
      const known = this.hashes.get(candidate);
      if (known !== undefined && known !== hash) continue;
      this.hashes.set(candidate, hash);
      return candidate;
    }
    const numbered = `${plain}${this.hashes.size}`;
    this.hashes.set(numbered, hash);
    return numbered;
  }

  private moved(value: unknown, names: ReadonlyMap<string, string>): unknown {
    if (Array.isArray(value)) return value.map((one) => this.moved(one, names));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, inner]) => {
      if (name !== '$ref' || typeof inner !== 'string') return [name, this.moved(inner, names)];
      const target = inner.replace('#/$defs/', '');
      return [name, `#/components/schemas/${names.get(target) ?? target}`];
    });
    return Object.fromEntries(entries);
  }
}

function parametersOf(endpoint: Endpoint, shelf: SchemaShelf): JsonSchema[] {
  const fields = (schema: z.ZodObject | undefined, place: 'path' | 'query') =>
    Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
      name,
      in: place,
      required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
      schema: shelf.put(field as z.ZodType, 'input'), // fields of our own schemas are schemas
    }));
  const ifMatch = {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The revision, in quotation marks',
    schema: { type: 'string' },
  };
  return [
    ...fields(endpoint.params, 'path'),
    ...fields(endpoint.query, 'query'),
    ...(endpoint.ifMatch ? [ifMatch] : []),
  ];
}

function bodyOf({ body }: Endpoint, shelf: SchemaShelf): JsonSchema {
  if (!body) return {};
  const schema = body.type === 'application/json' ? shelf.put(body.schema, 'input') : { type: 'string' };
  const required = body.type !== 'application/json' || body.optional !== true;
  return { requestBody: { required, content: { [body.type]: { schema } } } };
}

function answersOf({ answer, refusals = [] }: Endpoint, shelf: SchemaShelf): JsonSchema {
  const problems = { [PROBLEM_TYPE]: { schema: shelf.put(problemDetailsSchema, 'output') } };
  const codes = refusals.length > 0 ? ` Codes peculiar to it: ${refusals.join(', ')}.` : '';
  const content = (): JsonSchema => {
    if (answer.type === null) return {};
    const schema =
      'schema' in answer && answer.schema ? shelf.put(answer.schema, 'output') : { type: 'string' };
    return { content: { [answer.type]: { schema } } };
  };
  return {
    [String(answer.status)]: { description: 'Done', ...content() },
    default: { description: `Refused, with every reason at once.${codes}`, content: problems },
  };
}

function operation(name: string, endpoint: Endpoint, shelf: SchemaShelf): JsonSchema {
  return {
    operationId: name,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.about === undefined ? {} : { description: endpoint.about }),
    parameters: parametersOf(endpoint, shelf),
    ...bodyOf(endpoint, shelf),
    responses: answersOf(endpoint, shelf),
  };
}

/** The whole document. */
export function openApiDocument(version: string): JsonSchema {
  const shelf = new SchemaShelf();
  const paths: { [path: string]: JsonSchema } = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = `${API_PREFIX}${endpoint.path}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(name, endpoint, shelf) };
  }
  const tags = [...new Set(Object.values<Endpoint>(endpoints).map(({ tag }) => tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version,
      description:
        'Lists answer `items` and `nextCursor`. Instants are ISO 8601. Refusals are problem details in the language of `Accept-Language` (en, zh-CN). Unknown fields are refused.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: shelf.components,
  };
}
