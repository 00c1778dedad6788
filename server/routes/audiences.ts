import type { Hono } from 'hono';
import { audiencesIn, isAudienceCyclic } from '../../engine/core/check/references.ts';
import type { AudienceRecord } from '../../engine/stores/catalog.ts';
import type { PopulationQuery } from '../../engine/stores/store.ts';
import type { AudienceView } from '../../shared/api/audiences.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { problem } from '../../shared/problem.ts';
import { instantText } from '../../shared/time.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, RequestRefusal } from '../http/requestRefusal.ts';
import { slicePage } from '../views/pages.ts';
import { profileView } from '../views/profileView.ts';
import { refuseIfUsed } from './refuseIfUsed.ts';

function audienceView({ id, name, definition, changedAtMs }: AudienceRecord): AudienceView {
  return { id, name, definition, changedAt: instantText(changedAtMs) };
}

/** The members list as a condition: the name of an audience that only this question knows. */
const ASKED = 'asked';

export function audienceRoutes(app: Hono, backend: Backend): void {
  const { catalog, engine, reports } = backend;

  const definitions = (): { [id: string]: AudienceDefinition } =>
    Object.fromEntries([...catalog.audiences.values()].map(({ id, definition }) => [id, definition]));

  /** Refuses a definition that refers to audiences that do not exist, or to itself. */
  function refuseBroken(definition: AudienceDefinition, id?: string): void {
    const others = { ...definitions(), ...(id === undefined ? {} : { [id]: definition }) };
    const named = 'members' in definition ? [] : audiencesIn(definition);
    const problems = named
      .filter((one) => !Object.hasOwn(others, one))
      .map((audience) => problem('unknown-audience', { field: 'definition', params: { audience } }));
    if (id !== undefined && isAudienceCyclic(id, others)) {
      problems.push(problem('audience-cycle', { field: 'definition', params: { audience: id } }));
    }
    if (problems.length > 0) throw new RequestRefusal(422, problems);
  }

  function queryFor(
    definition: AudienceDefinition | null,
  ): Omit<PopulationQuery, 'afterProfileId' | 'limit'> {
    if (definition) refuseBroken(definition);
    const isList = definition !== null && 'members' in definition;
    return {
      condition: isList ? { type: 'audience', audience: ASKED, is: 'in' } : definition,
      audiences: { ...definitions(), ...(isList ? { [ASKED]: definition } : {}) },
      nowMs: backend.now(),
      zone: catalog.workspace.timeZone,
    };
  }

  bindEndpoint(app, endpoints.listAudiences, async ({ query }) => {
    const wanted = (query.search ?? '').toLowerCase();
    const all = [...catalog.audiences.values()]
      .filter(({ id, name }) => `${id}\n${name}`.toLowerCase().includes(wanted))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
    const { items, nextCursor } = slicePage(all, query);
    return { items: items.map(audienceView), nextCursor };
  });

  bindEndpoint(app, endpoints.getAudience, async ({ params }) =>
    audienceView(found(catalog.audiences.get(params.id), 'audience')),
  );

  bindEndpoint(app, endpoints.putAudience, async ({ params, body }) => {
    refuseBroken(body.definition, params.id);
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
      reports.populationCount(queryFor(body.definition)),
      reports.profileCount(),
    ]);
    return { count, total, at: instantText(backend.now()) };
  });

  bindEndpoint(app, endpoints.sampleAudience, async ({ body }) => {
    const profiles = await reports.populationSample({ ...queryFor(body.definition), limit: body.limit });
    return { items: profiles.map(profileView) };
  });
}
