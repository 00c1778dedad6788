import type { Hono } from 'hono';
import { API_PREFIX } from '../../shared/api/endpoint.ts';
import { preferredLocale } from '../http/preferredLocale.ts';
import { openApiDocument } from './openapi.ts';
import { docsPage } from './page.ts';
import { readToldCalls, type ToldCalls } from './toldCalls.ts';

/** The API's description, for programs and for people; made when first asked for. */
export function docsRoutes(app: Hono, version: string): void {
  let made: { document: ReturnType<typeof openApiDocument>; calls: ToldCalls } | null = null;
  const read = () => {
    const calls = readToldCalls();
    return { document: openApiDocument(version, calls), calls };
  };
  const parts = () => {
    made ??= read();
    return made;
  };
  app.get(`${API_PREFIX}/openapi.json`, (context) => context.json(parts().document));
  app.get('/api/docs', (context) => {
    const locale = preferredLocale(context.req.header('accept-language'));
    const { origin } = new URL(context.req.url);
    return context.html(docsPage({ ...parts(), locale, origin }));
  });
}
