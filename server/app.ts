import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import { problem } from '../shared/problem.ts';
import type { Backend } from './backend.ts';
import { docsRoutes } from './docs/routes.ts';
import { designerFiles } from './http/designerFiles.ts';
import { originGuard } from './http/originGuard.ts';
import { preferredLocale } from './http/preferredLocale.ts';
import { problemResponse } from './http/problemResponse.ts';
import { refuseOtherMethods } from './http/refuseOtherMethods.ts';
import { RequestRefusal } from './http/requestRefusal.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { ReadersBusy } from './readers/readerPool.ts';
import { audienceRoutes } from './routes/audiences.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { enrollmentRoutes } from './routes/enrollments.ts';
import { entryRoutes } from './routes/entry.ts';
import { eventRoutes } from './routes/events.ts';
import { experimentRoutes } from './routes/experiments.ts';
import { exposureRoutes } from './routes/exposures.ts';
import { goalHistoryRoutes } from './routes/goalHistory.ts';
import { jobRoutes } from './routes/jobs.ts';
import { journeyLifeRoutes } from './routes/journeyLife.ts';
import { journeyRoutes } from './routes/journeys.ts';
import { journeyVersionRoutes } from './routes/journeyVersions.ts';
import { liveRoutes } from './routes/live.ts';
import { moveUndoRoutes } from './routes/moveUndo.ts';
import { profileRoutes } from './routes/profiles.ts';
import { runRoutes } from './routes/runs.ts';
import { templateRoutes } from './routes/templates.ts';
import { workspaceRoutes } from './routes/workspace.ts';

const ROUTES = [
  journeyRoutes,
  journeyLifeRoutes,
  moveUndoRoutes,
  journeyVersionRoutes,
  liveRoutes,
  profileRoutes,
  entryRoutes,
  jobRoutes,
  exposureRoutes,
  eventRoutes,
  deliveryRoutes,
  enrollmentRoutes,
  experimentRoutes,
  runRoutes,
  audienceRoutes,
  goalHistoryRoutes,
  templateRoutes,
  workspaceRoutes,
];

export interface AppOptions {
  backend: Backend;
  log: Logger;
  /** built files of the designer */
  designerFolder: string;
}

/** The whole HTTP surface; opens nothing and starts nothing. */
export function createApp({ backend, log, designerFolder }: AppOptions): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    const startedAtMs = performance.now();
    await next();
    const ms = Math.round(performance.now() - startedAtMs);
    // the route's pattern and not the path: paths name customers
    log.debug(
      { method: context.req.method, route: routePath(context, -1), status: context.res.status, ms },
      'request',
    );
  });
  app.use(securityHeaders);
  app.use(originGuard);

  app.onError((error, context) => {
    const locale = preferredLocale(context.req.header('accept-language'));
    if (error instanceof RequestRefusal) return problemResponse(error.status, error.problems, locale);
    if (error instanceof ReadersBusy) return problemResponse(503, [problem('busy')], locale);
    const reference = randomUUID();
    // stacks name places in code; messages may name what a request carried
    log.error(
      { reference, route: routePath(context, -1), name: error.name, stack: placesOf(error) },
      'request failed',
    );
    return problemResponse(500, [problem('internal', { params: { reference } })], locale);
  });

  for (const addRoutes of ROUTES) addRoutes(app, backend);
  refuseOtherMethods(app);
  docsRoutes(app, backend.version);
  designerFiles(app, designerFolder);
  app.notFound((context) => {
    const locale = preferredLocale(context.req.header('accept-language'));
    return problemResponse(404, [problem('no-such-address')], locale);
  });
  return app;
}

/** The lines of a stack without its first, which is the message. */
function placesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}
