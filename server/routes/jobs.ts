import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { slicePage } from '../views/pages.ts';

export function jobRoutes(app: Hono, { imports }: Backend): void {
  bindEndpoint(app, endpoints.listJobs, async ({ query }, { locale }) =>
    slicePage(imports.list(locale), query),
  );

  bindEndpoint(app, endpoints.getJob, async ({ params }, { locale }) => imports.get(params.id, locale));

  bindEndpoint(app, endpoints.getJobErrors, async ({ params }, { locale }) => {
    const lines = imports.errors(params.id, locale);
    const text = Readable.toWeb(Readable.from(lines)) as ReadableStream<string>; // the same stream, typed by the DOM
    const body = text.pipeThrough(new TextEncoderStream());
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="import-${params.id}-errors.csv"`,
        'cache-control': 'no-store',
      },
    });
  });
}
