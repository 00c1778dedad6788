/** A signed HTTP call and what its answer means to the engine; for webhook nodes and for messages alike. */
import type { Answer } from '../../engine/runner/provider.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import { type SafeAnswer, type SafeRequest, safeRequest } from './safeRequest.ts';
import { secretBytes, signatureHeaders, webhookId } from './webhookSignature.ts';

export interface Signing {
  secrets: readonly string[];
  trustedHosts: readonly string[];
  /** the receiver drops a second call with one id, so a lost answer may be tried again */
  receiverDeduplicates: boolean;
  productVersion: string;
}

export interface SignedCall {
  key: string;
  url: string;
  method: SafeRequest['method'];
  headers: { readonly [name: string]: string };
  body: JsonObject;
  timeoutMs: number;
}

/** Headers that are ours or the connection's; an operator's own of the same name are left out. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'expect',
  'upgrade',
  'trailer',
  'te',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
]);

/** Answers that ask for another try later. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

function answerBody(body: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(body);
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/**
 * What an HTTP answer means: 2xx done, 4xx and redirects never, "later" again.
 * Any other 5xx may come after the message was taken, so it counts as a lost answer.
 */
function answerOf(answer: SafeAnswer, receiverDeduplicates: boolean): Answer {
  switch (answer.type) {
    case 'refused':
      return { type: 'rejected', detail: answer.detail };
    case 'unreachable':
      return { type: 'failed', detail: answer.detail };
    case 'lost':
      return receiverDeduplicates
        ? { type: 'failed', detail: answer.detail, mayHaveArrived: true }
        : { type: 'unknown' };
    case 'answered': {
      const { status } = answer;
      if (status >= 200 && status < 300) return { type: 'accepted', answer: answerBody(answer.body) };
      const detail = `HTTP ${status}`;
      const isLater = LATER.has(status) || (status === 503 && answer.retryAfterMs !== null);
      if (status < 500 && !isLater) return { type: 'rejected', detail };
      if (!isLater && !receiverDeduplicates) return { type: 'unknown' };
      return {
        type: 'failed',
        detail,
        ...(isLater ? {} : { mayHaveArrived: true }),
        ...(answer.retryAfterMs === null ? {} : { retryAfterMs: answer.retryAfterMs }),
      };
    }
  }
}

/** Sends a call with its signature. */
export async function signedCall(call: SignedCall, signing: Signing): Promise<Answer> {
  const body = call.method === 'GET' ? '' : JSON.stringify(call.body);
  const own = Object.entries(call.headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  const answer = await safeRequest({
    url: call.url,
    method: call.method,
    headers: {
      'user-agent': `throughline/${signing.productVersion}`,
      ...Object.fromEntries(own),
      ...(body === ''
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      ...signatureHeaders({
        id: webhookId(call.key),
        atMs: Date.now(),
        body,
        secrets: signing.secrets.flatMap((secret) => secretBytes(secret) ?? []),
      }),
    },
    body: body === '' ? null : body,
    timeoutMs: call.timeoutMs,
    trustedHosts: signing.trustedHosts,
  });
  return answerOf(answer, signing.receiverDeduplicates);
}
