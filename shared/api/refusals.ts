/** With which statuses and codes an endpoint may refuse: what OpenAPI lists, and tests hold answers against. */
import type { ProblemCode } from '../problem.ts';
import { PROBLEM_WORDS } from '../problemWords.ts';
import { REQUEST_PROBLEM_WORDS } from '../requestProblemWords.ts';
import { SHAPE_PROBLEM_WORDS } from '../shapeProblemWords.ts';
import type { Endpoint } from './endpoint.ts';

export type RefusalStatus = 400 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 422 | 428 | 429 | 500 | 503;

/** A table's keys; `Object.keys` forgets what they are. */
function codesOf<Code extends string>(table: { readonly [code in Code]: unknown }): Code[] {
  return Object.keys(table) as Code[];
}

/** What can be wrong with the shape of a path, a query or a body. */
export const SHAPE_CODES: readonly ProblemCode[] = [
  ...codesOf(SHAPE_PROBLEM_WORDS),
  'one-of',
  'at-least-one-of',
  'wrong-cursor',
  'json-too-deep',
];

/** What can be wrong with a journey that is to be published. */
export const JOURNEY_CODES: readonly ProblemCode[] = codesOf(PROBLEM_WORDS).filter(
  (code) => !Object.hasOwn(REQUEST_PROBLEM_WORDS, code) && code !== 'not-json',
);

/** What can be wrong with a file of customers. */
export const CSV_CODES: readonly ProblemCode[] = [
  'csv-not-text',
  'csv-header',
  'csv-quote',
  'csv-no-id',
  'csv-duplicate-column',
  'csv-wrong-target',
  'csv-same-target',
  'csv-unknown-column',
  'too-long',
];

const STATUS_OF: { readonly [code in ProblemCode]?: RefusalStatus } = {
  'not-found': 404,
  'already-exists': 409,
  'draft-conflict': 409,
  'nothing-moved': 409,
  'move-superseded': 409,
  'move-undone': 409,
  'transition-refused': 409,
  'not-sent': 409,
  'not-parked': 409,
  'in-use': 409,
  'run-not-newest': 409,
  'run-decided': 409,
  'too-many-streams': 503,
};

/** The status that a deed's refusal is answered with. */
export function statusOfDeed(code: ProblemCode): RefusalStatus {
  return STATUS_OF[code] ?? 422;
}

/** Every status an endpoint may refuse with, rising, and the codes that come with it. */
export function refusalsOf(endpoint: Endpoint): ReadonlyMap<RefusalStatus, readonly ProblemCode[]> {
  const { ifMatch, body, refusals = [], method } = endpoint;
  const found: [RefusalStatus, readonly ProblemCode[]][] = [
    [400, SHAPE_CODES],
    [421, ['foreign-host']],
    [500, ['internal']],
    [503, ['busy']],
  ];
  if (method !== 'GET') found.push([403, ['foreign-origin']]);
  if (body) found.push([413, ['too-large']], [415, ['wrong-content-type']]);
  if (ifMatch) found.push([400, ['wrong-revision']], [428, ['missing-revision']]);
  for (const code of refusals) found.push([statusOfDeed(code), [code]]);
  const byStatus = new Map<RefusalStatus, ProblemCode[]>();
  for (const [status, codes] of found.sort(([a], [b]) => a - b)) {
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), ...codes])]);
  }
  return byStatus;
}
