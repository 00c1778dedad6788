import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, refuse } from '../http/requestRefusal.ts';
import { retryDeedOf, retryParked } from '../retryParked.ts';
import { enrollmentView, tracedEnrollment } from '../views/enrollmentView.ts';
import { pageQuery, pageView } from '../views/pages.ts';
import { journeyOf } from './journeyOf.ts';

export function enrollmentRoutes(app: Hono, backend: Backend): void {
  const { engine, reports } = backend;

  bindEndpoint(app, endpoints.listEnrollments, ({ query }) => {
    const { journey: journeyId, profile: profileId, node, status } = query;
    return pageView(
      reports.enrollments({ journeyId, profileId, node, status }, pageQuery(query)),
      enrollmentView,
    );
  });

  bindEndpoint(app, endpoints.getEnrollment, async ({ params }) => {
    const row = found(await reports.enrollment(params.id), 'enrollment');
    const { profileId, journeyId, ordinal } = row;
    return tracedEnrollment(row, await reports.trace({ profileId, journeyId, ordinal }));
  });

  bindEndpoint(app, endpoints.retryParked, async ({ body }) => {
    journeyOf(backend, body.journey, 'journey');
    return { asked: await retryParked(backend, body) };
  });

  bindEndpoint(app, endpoints.retryEnrollment, async ({ params }) => {
    const row = found(await reports.enrollment(params.id), 'enrollment');
    if (row.status !== 'parked') throw refuse(409, 'not-parked');
    await engine.retry([retryDeedOf(row)]);
    return { result: 'accepted' as const };
  });
}
