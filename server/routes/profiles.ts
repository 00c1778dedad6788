import type { Hono } from 'hono';
import { z } from 'zod';
import { endpoints } from '../../shared/api/endpoints.ts';
import { parseBy } from '../../shared/parse.ts';
import { reportedProfileSchema } from '../../shared/reportedProfile.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, RequestRefusal, refuse } from '../http/requestRefusal.ts';
import type { Delimiter } from '../imports/csvText.ts';
import { enrollmentView } from '../views/enrollmentView.ts';
import { pageQuery, pageView } from '../views/pages.ts';
import { profileView } from '../views/profileView.ts';
import { answerBatch } from './answerBatch.ts';
import { timelinePage } from './timeline.ts';
import { whenApplied } from './whenApplied.ts';
import { why } from './why.ts';

const mappingSchema = z.record(z.string().max(1000), z.string().max(300));

/** `columns`: a JSON object of column name → target. */
function readMapping(text: string | undefined): ReadonlyMap<string, string> {
  if (text === undefined) return new Map();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(400, 'not-json', { field: 'columns' });
  }
  const parsed = parseBy(mappingSchema, value, { field: 'columns' });
  if (!parsed.ok) throw new RequestRefusal(400, parsed.problems);
  return new Map(Object.entries(parsed.value));
}

/** On disk; what it does shows once the engine has applied it. */
const ACCEPTED = { result: 'accepted' } as const;

export function profileRoutes(app: Hono, backend: Backend): void {
  const { engine, reports, imports } = backend;

  bindEndpoint(app, endpoints.listProfiles, ({ query }) =>
    pageView(reports.profiles({ search: query.search ?? '' }, pageQuery(query)), profileView),
  );

  bindEndpoint(app, endpoints.getProfile, async ({ params }) => {
    await whenApplied(params.id, reports);
    return profileView(found(await reports.profile(params.id), 'profile'));
  });

  bindEndpoint(app, endpoints.putProfile, async ({ params, body }) => {
    await engine.putProfiles([{ ...body, id: params.id }]);
    return ACCEPTED;
  });

  bindEndpoint(app, endpoints.putProfiles, ({ body }, { locale }) =>
    answerBatch(
      body.profiles,
      reportedProfileSchema,
      async (profiles) => {
        await engine.putProfiles(profiles);
        return profiles.map(() => 'accepted' as const);
      },
      locale,
      '/profiles',
    ),
  );

  bindEndpoint(app, endpoints.importProfiles, ({ query }, { locale, request }) => {
    const named = query.delimiter === 'tab' ? '\t' : query.delimiter;
    const delimiter: Delimiter | null = named === 'auto' ? null : named;
    const encoding = query.encoding === 'auto' ? null : query.encoding;
    const mapping = readMapping(query.columns);
    return imports.accept({ body: request.body, asked: { delimiter, encoding }, mapping }, locale);
  });

  bindEndpoint(app, endpoints.getTimeline, ({ params, query }) => timelinePage(params.id, query, reports));

  bindEndpoint(app, endpoints.getProfileEnrollments, async ({ params, query }) => {
    const profileId = (await reports.profile(params.id))?.id ?? params.id;
    return pageView(reports.enrollments({ profileId }, pageQuery(query)), enrollmentView);
  });

  bindEndpoint(app, endpoints.getWhy, ({ params, query }) => why(params.id, query.journey, backend));
}
