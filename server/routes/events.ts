import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import { parseBy } from '../../shared/parse.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { reportedEventSchema } from '../businessEvents.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { RequestRefusal } from '../http/requestRefusal.ts';
import { pageQuery, pageView } from '../views/pages.ts';
import { answerBatch } from './answerBatch.ts';

export function eventRoutes(app: Hono, backend: Backend): void {
  const { engine, reports } = backend;
  const schema = reportedEventSchema(backend);

  bindEndpoint(app, endpoints.trackEvent, async ({ body }) => {
    const event = parseBy(schema, body, { pointer: '' });
    if (!event.ok) throw new RequestRefusal(400, event.problems);
    const [result] = await engine.track([event.value]);
    if (!result) throw new Error('an event was neither accepted nor a duplicate');
    return { result };
  });

  bindEndpoint(app, endpoints.mergeProfiles, async ({ body }) => ({ result: await engine.merge(body) }));

  bindEndpoint(app, endpoints.trackEvents, ({ body }, { locale }) =>
    answerBatch(body.events, schema, (events) => engine.track(events), locale, '/events'),
  );

  bindEndpoint(app, endpoints.listDuplicates, ({ query }) =>
    pageView(reports.duplicates(pageQuery(query)), ({ id, atMs, profileId }) => ({
      id,
      at: instantText(atMs),
      profileId: profileId === '' ? null : profileId,
    })),
  );
}
