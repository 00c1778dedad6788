import { API_PREFIX } from '../../shared/api/endpoint.ts';

/** An endpoint's path as the router writes it. */
export function routePattern(path: string): string {
  return `${API_PREFIX}${path.replace(/\{(\w+)\}/g, ':$1')}`;
}
