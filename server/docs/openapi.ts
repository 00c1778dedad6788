/** The OpenAPI 3.1 document, made from the same contracts that the routes parse by. */
import { z } from 'zod';
import { API_PREFIX, type Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { PROBLEM_TYPE, problemDetailsSchema } from '../../shared/api/problemDetails.ts';
import { type RefusalStatus, refusalsOf } from '../../shared/api/refusals.ts';
import { hashJson } from '../../shared/journey/canonical.ts';
import { type ProblemCode, problemCodes } from '../../shared/problem.ts';
import { TITLES } from '../http/problemResponse.ts';
import type { ToldCall, ToldCalls } from './toldCalls.ts';

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

function exampleOf(example: unknown): JsonSchema {
  return example === undefined ? {} : { example };
}

function parametersOf(endpoint: Endpoint, shelf: SchemaShelf, told: ToldCall | undefined): JsonSchema[] {
  const fields = (schema: z.ZodObject | undefined, place: 'path' | 'query') =>
    Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
      name,
      in: place,
      required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
      schema: shelf.put(field as z.ZodType, 'input'), // fields of our own schemas are schemas
      ...exampleOf((place === 'path' ? told?.call.params : told?.call.query)?.[name]),
    }));
  const ifMatch = {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The revision the change began with, in quotation marks; what GET answers carries it',
    schema: { type: 'string' },
    example: '"1"',
  };
  return [
    ...fields(endpoint.params, 'path'),
    ...fields(endpoint.query, 'query'),
    ...(endpoint.ifMatch ? [ifMatch] : []),
  ];
}

function bodyOf({ body }: Endpoint, shelf: SchemaShelf, told: ToldCall | undefined): JsonSchema {
  if (!body) return {};
  const schema = body.type === 'application/json' ? shelf.put(body.schema, 'input') : { type: 'string' };
  const required = body.type !== 'application/json' || body.optional !== true;
  const example = body.type === 'application/json' ? told?.call.body : told?.call.text;
  return { requestBody: { required, content: { [body.type]: { schema, example } } } };
}

/** Refusals that many endpoints share, each written once. */
class RefusalShelf {
  readonly responses: { [name: string]: JsonSchema } = {};
  private readonly names = new Map<string, string>();
  private readonly problemDetails: JsonSchema;

  constructor(problemDetails: JsonSchema) {
    this.problemDetails = problemDetails;
  }

  put(status: RefusalStatus, codes: readonly ProblemCode[]): JsonSchema {
    const key = `${status} ${codes.join(' ')}`;
    const name = this.names.get(key) ?? this.nameFor(status);
    this.names.set(key, name);
    const schema = { allOf: [this.problemDetails, { properties: { code: { enum: codes } } }] };
    this.responses[name] = {
      description: `${TITLES[status].en}. Codes: ${codes.join(', ')}.`,
      content: { [PROBLEM_TYPE]: { schema } },
    };
    return { $ref: `#/components/responses/${name}` };
  }

  private nameFor(status: RefusalStatus): string {
    const alike = Object.keys(this.responses).filter((name) => name.startsWith(`Refused${status}`)).length;
    return alike === 0 ? `Refused${status}` : `Refused${status}-${alike + 1}`;
  }
}

function answersOf(endpoint: Endpoint, shelves: Shelves, told: ToldCall | undefined): JsonSchema {
  const { answer } = endpoint;
  const content = (): JsonSchema => {
    if (answer.type === null) return {};
    const schema =
      'schema' in answer && answer.schema ? shelves.schemas.put(answer.schema, 'output') : { type: 'string' };
    return { content: { [answer.type]: { schema, example: told?.answer } } };
  };
  const refused = [...refusalsOf(endpoint)].map(([status, codes]) => [
    String(status),
    shelves.refusals.put(status, codes),
  ]);
  return {
    [String(answer.status)]: { description: 'Done', ...content() },
    ...Object.fromEntries(refused),
  };
}

interface Shelves {
  schemas: SchemaShelf;
  refusals: RefusalShelf;
}

function operation(name: string, endpoint: Endpoint, shelves: Shelves, told?: ToldCall): JsonSchema {
  return {
    operationId: name,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.about === undefined ? {} : { description: endpoint.about }),
    parameters: parametersOf(endpoint, shelves.schemas, told),
    ...bodyOf(endpoint, shelves.schemas, told),
    responses: answersOf(endpoint, shelves, told),
  };
}

/** The whole document, with a call and its answer for every operation that `calls` tells one of. */
export function openApiDocument(version: string, calls: ToldCalls): JsonSchema {
  const schemas = new SchemaShelf();
  const refusals = new RefusalShelf(schemas.put(problemDetailsSchema, 'output'));
  const shelves = { schemas, refusals };
  const paths: { [path: string]: JsonSchema } = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = `${API_PREFIX}${endpoint.path}`;
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: operation(name, endpoint, shelves, calls[name]),
    };
  }
  const tags = [...new Set(Object.values<Endpoint>(endpoints).map(({ tag }) => tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version,
      description:
        'Lists answer `items` and `nextCursor`. Instants are ISO 8601. Refusals are problem details (RFC 9457) in the language of `Accept-Language` (en, zh-CN): `problems` has every reason, each with a code, a sentence, and where it is (`pointer` into the body, else `field`). `x-problem-codes` has the words of every code. Unknown fields are refused; so are methods a path does not have (405).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: { ...schemas.components, responses: refusals.responses },
    'x-problem-codes': problemCodes,
  };
}
