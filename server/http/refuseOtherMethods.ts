import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import { problem } from '../../shared/problem.ts';
import { preferredLocale } from './preferredLocale.ts';
import { problemResponse } from './problemResponse.ts';
import { routePattern } from './routePattern.ts';

/** Paths of the API answer a method they do not have with the ones they do; to be added after their routes. */
export function refuseOtherMethods(app: Hono): void {
  const methodsOf = new Map<string, string[]>();
  for (const { path, method } of Object.values(endpoints)) {
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), method]);
  }
  for (const [path, methods] of methodsOf) {
    const allowed = (methods.includes('GET') ? ['HEAD', ...methods] : methods).join(', ');
    app.all(routePattern(path), (context) => {
      const locale = preferredLocale(context.req.header('accept-language'));
      const answer = problemResponse(405, [problem('wrong-method', { params: { allowed } })], locale);
      answer.headers.set('allow', allowed);
      return answer;
    });
  }
}
