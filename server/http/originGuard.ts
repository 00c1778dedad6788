import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../config.ts';
import { refuse } from './requestRefusal.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Name or address in a `Host` header, without port and brackets. */
function hostName(header: string): string {
  return header
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}

/**
 * Lets only pages of this server change anything, and only requests that name this machine read anything.
 * The second half stops a foreign page whose own name was pointed at the loopback address.
 */
export const originGuard: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? new URL(context.req.url).host;
  if (!isLoopback(hostName(host))) throw refuse(421, 'foreign-host');
  if (!SAFE_METHODS.has(context.req.method)) {
    const site = context.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refuse(403, 'foreign-origin');
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) throw refuse(403, 'foreign-origin');
  }
  await next();
};
