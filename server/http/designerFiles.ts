/** The designer's built files, held in memory: they are few, and a path can then name nothing else. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Hono } from 'hono';

const TYPES: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

function filesBelow(folder: string): Map<string, Buffer<ArrayBuffer>> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [`/${relative(folder, file).split(sep).join('/')}`, Buffer.from(readFileSync(file))];
    }),
  );
}

/** Serves the designer; every path that is no file is one of its own pages. */
export function designerFiles(app: Hono, folder: string): void {
  const files = existsSync(folder) ? filesBelow(folder) : new Map<string, Buffer<ArrayBuffer>>();
  const index = files.get('/index.html');
  app.get('*', async (context, next) => {
    const { path } = context.req;
    if (path.startsWith('/api/')) return await next();
    const file = files.get(path);
    if (!file && extname(path) !== '') return await next();
    const body = file ?? index;
    if (!body) return context.text('The designer is not built: run npm run build.', 404);
    // names of built assets carry a hash of their content
    const isForever = path.startsWith('/assets/');
    context.header('cache-control', isForever ? 'public, max-age=31536000, immutable' : 'no-cache');
    context.header(
      'content-type',
      (file && TYPES[extname(path)]) ?? (file ? 'application/octet-stream' : TYPES['.html']),
    );
    return context.body(body);
  });
}
