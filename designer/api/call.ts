/** The one place that speaks HTTP: every answer is parsed by its contract, every refusal becomes an ApiFault. */
import { z } from 'zod';
import {
  type AnswerOf,
  type CallOf,
  type Endpoint,
  type LooseCall,
  requestOf,
} from '../../shared/api/endpoint.ts';
import { problemDetailsSchema } from '../../shared/api/problemDetails.ts';
import { takeAhead } from './ahead.ts';
import { ApiFault, NO_ANSWER, WRONG_ANSWER } from './apiFault.ts';

/** The fault an unsuccessful answer describes. */
async function faultOf(response: Response): Promise<ApiFault> {
  const parsed = problemDetailsSchema.safeParse(await response.json().catch(() => null));
  return parsed.success
    ? new ApiFault(response.status, parsed.data.detail, parsed.data.problems)
    : new ApiFault(response.status, response.statusText);
}

/** Sends a request; throws ApiFault for silence and for anything but success. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  const ahead = init.method === 'GET' ? takeAhead(url) : undefined;
  const response = await (ahead ?? fetch(url, init)).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new ApiFault(NO_ANSWER, 'no answer');
  });
  if (!response.ok) throw await faultOf(response);
  return response;
}

/** Calls an endpoint and parses what it answers. */
export async function call<E extends Endpoint>(
  endpoint: E,
  given: CallOf<E> & LooseCall,
  signal?: AbortSignal,
): Promise<AnswerOf<E>> {
  const { method, url, headers, body } = requestOf(endpoint, given);
  const response = await send(url, { method, headers, body, ...(signal ? { signal } : {}) });
  const { answer } = endpoint;
  const schema = answer.type === 'application/json' ? answer.schema : z.null();
  const value: unknown =
    answer.type === 'application/json' ? await response.json().catch(() => undefined) : null;
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new ApiFault(WRONG_ANSWER, `${method} ${endpoint.path}: ${z.prettifyError(parsed.error)}`);
  }
  // AnswerOf is by definition what this endpoint's schema puts out
  return parsed.data as AnswerOf<E>;
}
