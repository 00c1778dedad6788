import type { z } from 'zod';
import { API_PREFIX, type Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { problemDetailsSchema } from '../../shared/api/problemDetails.ts';
import { type RefusalStatus, refusalsOf } from '../../shared/api/refusals.ts';

function answers({ method, path }: Endpoint, asked: string, pathname: string): boolean {
  const pattern = new RegExp(`^${API_PREFIX}${path.replace(/\{\w+\}/g, '[^/]+')}$`);
  return method === asked && pattern.test(pathname);
}

/** What a refusal holds that the description of its endpoint does not list; null when it lists all. */
export function undocumentedRefusal(
  method: string,
  path: string,
  { status, problems }: z.infer<typeof problemDetailsSchema>,
): string | null {
  const { pathname } = new URL(path, 'http://localhost');
  // a path without parameters goes before one that has them
  const fitting = Object.entries<Endpoint>(endpoints)
    .filter(([, endpoint]) => answers(endpoint, method, pathname))
    .sort(([, a], [, b]) => a.path.split('{').length - b.path.split('{').length);
  const [found] = fitting;
  if (!found) return null;
  const listed = refusalsOf(found[1]).get(status as RefusalStatus) ?? []; // another one is not listed
  const missing = problems.map(({ code }) => code).filter((code) => !listed.includes(code));
  return missing.length > 0 ? `${found[0]} lists no ${status} ${missing.join(', ')}` : null;
}
