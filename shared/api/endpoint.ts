/** What an endpoint of the HTTP API is: plain data that server, client, OpenAPI and documentation read. */
import { z } from 'zod';
import type { ProblemCode } from '../problem.ts';

export const API_PREFIX = '/api/v1';

/** Largest request bodies, in bytes. */
export const BODY_MAX = {
  small: 64 * 1024,
  document: 4 * 1024 * 1024,
  batch: 8 * 1024 * 1024,
  import: 2 * 1024 * 1024 * 1024,
} as const;

type ObjectSchema = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict>;

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** below `API_PREFIX`; parameters in braces, percent-encoded by the caller */
  path: `/${string}`;
  tag: string;
  summary: string;
  /** what the summary does not say */
  about?: string;
  params?: ObjectSchema;
  query?: ObjectSchema;
  /** the request carries `If-Match` with this */
  ifMatch?: z.ZodType<number>;
  body?:
    | {
        type: 'application/json';
        schema: z.ZodType;
        maxBytes: number;
        /** each item of its list is parsed by itself, so that a broken one refuses only itself */
        itemsApart?: true;
        /** a request without one counts as `{}` */
        optional?: true;
      }
    | { type: 'text/csv'; maxBytes: number };
  answer:
    | { type: 'application/json'; status: 200 | 201 | 202; schema: z.ZodType }
    | { type: 'text/csv' | 'text/event-stream'; status: 200; schema?: z.ZodType }
    | { type: null; status: 204 };
  /** codes of the refusals peculiar to this endpoint */
  refusals?: readonly ProblemCode[];
}

/** Keeps an endpoint's schemas as precise types. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

type FieldOf<E, Name extends string> = E extends { [Key in Name]: infer Schema extends z.ZodType }
  ? { [Key in Name]: z.input<Schema> }
  : unknown;
type JsonBodyOf<E> = E extends { body: { optional: true; schema: infer Schema extends z.ZodType } }
  ? { body?: z.input<Schema> }
  : RequiredBodyOf<E>;
type RequiredBodyOf<E> = E extends {
  body: { type: 'application/json'; schema: infer Schema extends z.ZodType };
}
  ? { body: z.input<Schema> }
  : unknown;
type QueryOf<E> = E extends { query: infer Schema extends z.ZodType } ? { query?: z.input<Schema> } : unknown;

/** What a caller passes: parameters, query, `If-Match` and JSON body, as far as the endpoint has them. */
export type CallOf<E extends Endpoint> = FieldOf<E, 'params'> &
  FieldOf<E, 'ifMatch'> &
  QueryOf<E> &
  JsonBodyOf<E>;

/** What a call answers. */
export type AnswerOf<E extends Endpoint> = E['answer'] extends { schema: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : null;

/** A request in the words of `fetch`, which this module does not call itself. */
export interface PlainRequest {
  method: Endpoint['method'];
  url: string;
  headers: { [name: string]: string };
  body: string | null;
}

/** Any call, without the endpoint's precision. */
export interface LooseCall {
  params?: { [name: string]: unknown };
  query?: { [name: string]: unknown };
  ifMatch?: number;
  body?: unknown;
}

/** Path with its parameters filled in, percent-encoded, the query after it. */
function urlOf(endpoint: Endpoint, call: LooseCall): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(call.params?.[name] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== '') query.append(name, String(value));
  }
  const text = query.toString();
  return `${API_PREFIX}${path}${text === '' ? '' : `?${text}`}`;
}

/** The request that a call comes to; the caller sends it and reads the answer by the endpoint's schema. */
export function requestOf<E extends Endpoint>(endpoint: E, call: CallOf<E> & LooseCall): PlainRequest {
  const headers: PlainRequest['headers'] = { accept: endpoint.answer.type ?? 'application/json' };
  if (call.ifMatch !== undefined) headers['if-match'] = `"${call.ifMatch}"`;
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  return {
    method: endpoint.method,
    url: urlOf(endpoint, call),
    headers,
    body: call.body === undefined ? null : JSON.stringify(call.body),
  };
}

export const LIST_LIMIT_MAX = 200;
export const LIST_LIMIT_DEFAULT = 50;

/** Fields of every list's query. Cursors are opaque: pass `nextCursor` back to go on. */
export const pageFields = {
  limit: z.coerce.number<number | string>().int().min(1).max(LIST_LIMIT_MAX).default(LIST_LIMIT_DEFAULT),
  cursor: z.string().min(1).max(2000).optional(),
};

/** What becomes of something that has the id already; a form for a new thing refuses. */
export const ifExistsFields = { ifExists: z.enum(['replace', 'refuse']).default('replace') };

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}
