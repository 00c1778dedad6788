/** HTTP to addresses that operators typed: public ones only, checked once and connected to as checked. */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './publicAddress.ts';

export const RESPONSE_BYTES_MAX = 256 * 1024;

export interface SafeRequest {
  url: string;
  method: 'POST' | 'PUT' | 'GET';
  headers: { readonly [name: string]: string };
  body: string | null;
  timeoutMs: number;
  /** `host` or `host:port` that may be private and may speak plain http */
  trustedHosts: readonly string[];
}

export type SafeAnswer =
  | { type: 'answered'; status: number; body: string; retryAfterMs: number | null }
  /** not a byte left: the address is not allowed */
  | { type: 'refused'; detail: 'private-address' | 'plain-http' | 'wrong-url' }
  /** not a byte of the request left */
  | { type: 'unreachable'; detail: string }
  /** the request left, no whole answer came */
  | { type: 'lost'; detail: string };

/** Resolves a name; replaced in tests, because names cannot be pointed anywhere there. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

const resolveAll: Resolve = (host) => lookup(host, { all: true, verbatim: true });

function isTrusted(url: URL, trustedHosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = url.hostname.toLowerCase();
  return trustedHosts.some((one) => one.toLowerCase() === host || one.toLowerCase() === `${host}:${port}`);
}

type Checked = { addresses: LookupAddress[] } | { answer: SafeAnswer };

/** Every address of the host, or why it may not be called. */
async function checkedAddresses(url: URL, isAllowed: boolean, resolve: Resolve): Promise<Checked> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let addresses: LookupAddress[];
  try {
    addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host);
  } catch (fault) {
    return { answer: { type: 'unreachable', detail: codeOf(fault) } };
  }
  if (addresses.length === 0) return { answer: { type: 'unreachable', detail: 'ENOTFOUND' } };
  // one private address among public ones is how rebinding begins
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    return { answer: { type: 'refused', detail: 'private-address' } };
  }
  return { addresses };
}

function codeOf(fault: unknown): string {
  const code = fault instanceof Error ? (fault as NodeJS.ErrnoException).code : undefined;
  return code ?? 'ESOCKET';
}

/** Calls once: no redirects, no proxy, a bounded answer in a bounded time. */
export async function safeRequest(asked: SafeRequest, resolve: Resolve = resolveAll): Promise<SafeAnswer> {
  if (!URL.canParse(asked.url)) return { type: 'refused', detail: 'wrong-url' };
  const url = new URL(asked.url);
  if (url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) {
    return { type: 'refused', detail: 'wrong-url' };
  }
  const isAllowed = isTrusted(url, asked.trustedHosts);
  if (url.protocol === 'http:' && !isAllowed) return { type: 'refused', detail: 'plain-http' };
  const checked = await checkedAddresses(url, isAllowed, resolve);
  return 'answer' in checked ? checked.answer : await call(url, checked.addresses, asked);
}

function call(url: URL, addresses: readonly LookupAddress[], asked: SafeRequest): Promise<SafeAnswer> {
  const [first] = addresses;
  const options: RequestOptions = {
    method: asked.method,
    headers: asked.headers,
    agent: false,
    signal: AbortSignal.timeout(asked.timeoutMs),
    // the checked addresses and no others, whatever a second look at the name would say
    lookup: (_host, how, done) => {
      if (how.all) done(null, [...addresses]);
      else done(null, first?.address ?? '', first?.family ?? 4);
    },
  };
  return new Promise((answer) => {
    let hasLeft = false;
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    const lose = (fault: unknown) => {
      const detail = asked.timeoutMs && isTimeout(fault) ? 'ETIMEDOUT' : codeOf(fault);
      answer({ type: hasLeft ? 'lost' : 'unreachable', detail });
      request.destroy();
    };
    request.on('socket', (socket) => {
      const connected = url.protocol === 'https:' ? 'secureConnect' : 'connect';
      socket.once(connected, () => {
        hasLeft = true;
      });
    });
    request.on('error', lose);
    request.on('response', (response) => readAnswer(response, answer, lose));
    request.end(asked.body ?? undefined);
  });
}

function isTimeout(fault: unknown): boolean {
  return fault instanceof Error && (fault.name === 'TimeoutError' || fault.name === 'AbortError');
}

function readAnswer(
  response: IncomingMessage,
  answer: (one: SafeAnswer) => void,
  lose: (fault: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > RESPONSE_BYTES_MAX) lose(Object.assign(new Error('too long'), { code: 'ETOOLONG' }));
    else chunks.push(chunk);
  });
  response.on('error', lose);
  response.on('end', () => {
    answer({
      type: 'answered',
      status: response.statusCode ?? 0,
      body: Buffer.concat(chunks).toString('utf8'),
      retryAfterMs: retryAfterMs(response.headers['retry-after']),
    });
  });
}

/** Seconds, the form in use; a date is left to the ordinary retry. */
function retryAfterMs(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds, 86_400) * 1000
    : null;
}
