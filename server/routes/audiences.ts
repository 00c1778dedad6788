import type { Hono } from 'hono';
import { compareText } from '../../engine/core/compareText.ts';
import type { AudienceRecord } from '../../engine/stores/catalog.ts';
import type { AudienceView } from '../../shared/api/audiences.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, refuseTaken } from '../http/requestRefusal.ts';
import { slicePage } from '../views/pages.ts';
import { profileView } from '../views/profileView.ts';
import { populationQuery, refuseBroken } from './audienceQuery.ts';
import { refuseIfUsed } from './refuseIfUsed.ts';

function audienceView({ id, name, definition, changedAtMs }: AudienceRecord): AudienceView {
  return { id, name, definition, changedAt: instantText(changedAtMs) };
}

export function audienceRoutes(app: Hono, backend: Backend): void {
  const { catalog, engine, reports } = backend;

  bindEndpoint(app, endpoints.listAudiences, async ({ query }) => {
    const wanted = (query.search ?? '').toLowerCase();
    const all = [...catalog.audiences.values()]
      .filter(({ id, name }) => `${id}\n${name}`.toLowerCase().includes(wanted))
      .sort((a, b) => a.name.localeCompare(b.name) || compareText(a.id, b.id));
    const { items, nextCursor } = slicePage(all, query);
    return { items: items.map(audienceView), nextCursor };
  });

  bindEndpoint(app, endpoints.getAudience, async ({ params }) =>
    audienceView(found(catalog.audiences.get(params.id), 'audience')),
  );

  bindEndpoint(app, endpoints.putAudience, async ({ params, query, body }) => {
    refuseTaken(query.ifExists, catalog.audiences.has(params.id), 'audience');
    refuseBroken(body.definition, catalog, { id: params.id });
    await engine.saveAudience(params.id, body.name, body.definition);
    return audienceView(found(catalog.audiences.get(params.id), 'audience'));
  });

  bindEndpoint(app, endpoints.deleteAudience, async ({ params }) => {
    found(catalog.audiences.get(params.id), 'audience');
    refuseIfUsed('audience', params.id, backend);
    await engine.deleteAudience(params.id);
    return null;
  });

  bindEndpoint(app, endpoints.countAudience, async ({ body }) => {
    const [count, total] = await Promise.all([
      reports.populationCount(populationQuery(body.definition, backend)),
      reports.profileCount(),
    ]);
    return { count, total, at: instantText(backend.now()) };
  });

  bindEndpoint(app, endpoints.sampleAudience, async ({ body }) => {
    const profiles = await reports.populationSample({
      ...populationQuery(body.definition, backend),
      limit: body.limit,
    });
    return { items: profiles.map(profileView) };
  });
}
