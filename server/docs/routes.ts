import type { Hono } from 'hono';
import { API_PREFIX } from '../../shared/api/endpoint.ts';
import { preferredLocale } from '../http/preferredLocale.ts';
import { openApiDocument } from './openapi.ts';
import { docsPage } from './page.ts';

/** The API's description, for programs and for people; made when first asked for. */
export function docsRoutes(app: Hono, version: string): void {
  let made: ReturnType<typeof openApiDocument> | null = null;
  const document = () => {
    made ??= openApiDocument(version);
    return made;
  };
  app.get(`${API_PREFIX}/openapi.json`, (context) => context.json(document()));
  app.get('/api/docs', (context) =>
    context.html(docsPage(document(), preferredLocale(context.req.header('accept-language')))),
  );
}
