import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import { customerEventSchema } from '../../shared/api/events.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { pageQuery, pageView } from '../views/pages.ts';
import { answerBatch } from './answerBatch.ts';

export function eventRoutes(app: Hono, { engine, reports }: Backend): void {
  bindEndpoint(app, endpoints.trackEvent, async ({ body }) => {
    const [result] = await engine.track([body]);
    if (!result) throw new Error('an event was neither accepted nor a duplicate');
    return { result };
  });

  bindEndpoint(app, endpoints.mergeProfiles, async ({ body }) => ({ result: await engine.merge(body) }));

  bindEndpoint(app, endpoints.trackEvents, ({ body }, { locale }) =>
    answerBatch(body.events, customerEventSchema, (events) => engine.track(events), locale),
  );

  bindEndpoint(app, endpoints.listDuplicates, ({ query }) =>
    pageView(reports.duplicates(pageQuery(query)), ({ id, atMs, profileId }) => ({
      id,
      at: instantText(atMs),
      profileId,
    })),
  );
}
