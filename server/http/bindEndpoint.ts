/** Endpoints of the contract as routes: parse at the edge, answer in the contract's shape. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { AnswerOf, Endpoint } from '../../shared/api/endpoint.ts';
import { isJsonObject } from '../../shared/json.ts';
import { parseBy, parseShapeBy } from '../../shared/parse.ts';
import { type Locale, problem } from '../../shared/problem.ts';
import { preferredLocale } from './preferredLocale.ts';
import { mediaType, readJson } from './readBody.ts';
import { RequestRefusal, refuse } from './requestRefusal.ts';
import { routePattern } from './routePattern.ts';
import { wrappedBody } from './wrappedBody.ts';

type FieldOf<E, Name extends string> = E extends { [Key in Name]: infer Schema extends z.ZodType }
  ? { [Key in Name]: z.output<Schema> }
  : unknown;
type BodyOf<E> = E extends { body: { schema: infer Schema extends z.ZodType } }
  ? { body: z.output<Schema> }
  : unknown;

/** A call with everything parsed that the endpoint declares. */
export type ParsedCall<E extends Endpoint> = FieldOf<E, 'params'> &
  FieldOf<E, 'query'> &
  FieldOf<E, 'ifMatch'> &
  BodyOf<E>;

export interface RequestContext {
  locale: Locale;
  /** who asks; accounts come later */
  actor: string;
  request: Request;
  /** of an answer made from what the handler returns */
  setHeader(name: string, value: string): void;
}

type Answer<E extends Endpoint> = E['answer'] extends { type: 'application/json' | null }
  ? AnswerOf<E>
  : Response;
export type Handler<E extends Endpoint> = (
  call: ParsedCall<E>,
  context: RequestContext,
) => Promise<Answer<E>>;

/** The revision of what a call's path names, for refusals that must say it. */
export type RevisionOf<E extends Endpoint> = (call: FieldOf<E, 'params'>) => number;

/** Everybody, until there are accounts. */
export const ACTOR = 'operator';

function parsed(
  schema: z.ZodType,
  value: unknown,
  place: 'path' | 'query' | 'body',
  parse: typeof parseBy = parseBy,
): unknown {
  const result = parse(schema, value, place === 'body' ? { pointer: '' } : {});
  if (result.ok) return result.value;
  const wrapped = place === 'body' ? wrappedBody(schema, value) : null;
  if (wrapped) throw new RequestRefusal(400, [wrapped]);
  throw new RequestRefusal(
    400,
    result.problems.map((one) => ({ ...one, field: one.field || place })),
  );
}

const NO_QUERY = z.strictObject({});

/** Of two values one would be dropped without a word. */
function refuseRepeated(queries: { readonly [name: string]: readonly string[] }): void {
  const repeated = Object.keys(queries).filter((name) => (queries[name]?.length ?? 0) > 1);
  if (repeated.length === 0) return;
  throw new RequestRefusal(
    400,
    repeated.map((name) => problem('repeated-field', { field: name, params: { name } })),
  );
}

/** The revision in `If-Match: "7"`; a refusal says what it would be now. */
function readIfMatch(header: string | undefined, current: () => number): number {
  const revision = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header ?? '')?.[1];
  if (revision !== undefined) return Number(revision);
  const details = { field: 'If-Match', params: { name: 'If-Match', revision: current() } };
  throw header === undefined
    ? refuse(428, 'missing-revision', details)
    : refuse(400, 'wrong-revision', details);
}

async function parseCall(
  endpoint: Endpoint,
  context: Context,
  revisionOf: RevisionOf<Endpoint> | undefined,
): Promise<Record<string, unknown>> {
  const call: Record<string, unknown> = {};
  if (endpoint.params) call.params = parsed(endpoint.params, context.req.param(), 'path');
  refuseRepeated(context.req.queries());
  const query = parsed(endpoint.query ?? NO_QUERY, context.req.query(), 'query');
  if (endpoint.query) call.query = query;
  if (endpoint.ifMatch) {
    const current = () => revisionOf?.(call as FieldOf<Endpoint, 'params'>) ?? 0;
    call.ifMatch = readIfMatch(context.req.header('if-match'), current);
  }
  if (endpoint.body?.type === 'application/json') {
    const { maxBytes, optional = false } = endpoint.body;
    const body = await readJson(context.req.raw, maxBytes, optional);
    call.body = parsed(endpoint.body.schema, body, 'body', endpoint.body.itemsApart ? parseShapeBy : parseBy);
  } else if (endpoint.body && mediaType(context.req.header('content-type')) !== endpoint.body.type) {
    throw refuse(415, 'wrong-content-type', { params: { expected: endpoint.body.type } });
  }
  return call;
}

/** What a deed refused about a field that the body brought, with its place in the body. */
function withPointers({ status, problems }: RequestRefusal, body: unknown): RequestRefusal {
  const pointed = problems.map((one) => {
    const parts = one.field?.split('.') ?? [];
    const isBrought = isJsonObject(body) && parts[0] !== undefined && Object.hasOwn(body, parts[0]);
    return isBrought && one.pointer === undefined
      ? { ...one, pointer: parts.map((part) => `/${part}`).join('') }
      : one;
  });
  return new RequestRefusal(status, pointed);
}

/** What can be changed carries its revision, which `If-Match` asks for. */
function isRevised(answer: unknown): answer is { revision: number } {
  return typeof answer === 'object' && answer !== null && 'revision' in answer;
}

/**
 * Makes an endpoint answer through its handler.
 *
 * @param revisionOf  of an endpoint with `If-Match`: the revision of what the call names
 */
export function bindEndpoint<E extends Endpoint>(
  app: Hono,
  endpoint: E,
  handle: Handler<E>,
  revisionOf?: RevisionOf<E>,
): void {
  app.on(endpoint.method, routePattern(endpoint.path), async (context) => {
    const call = await parseCall(endpoint, context, revisionOf as RevisionOf<Endpoint> | undefined);
    const requested = {
      locale: preferredLocale(context.req.header('accept-language')),
      actor: ACTOR,
      request: context.req.raw,
      setHeader: (name: string, value: string) => context.header(name, value),
    };
    // parseCall fills exactly the fields the endpoint declares
    const answer = await handle(call as ParsedCall<E>, requested).catch((error) => {
      throw error instanceof RequestRefusal ? withPointers(error, call.body) : error;
    });
    if (answer instanceof Response) return answer;
    if (endpoint.answer.type === null) return context.body(null, 204);
    context.header('cache-control', 'no-store');
    if (isRevised(answer)) context.header('etag', `"${answer.revision}"`);
    // the contract's schemas are plain JSON
    return context.json(answer as object, endpoint.answer.status);
  });
}
