import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found } from '../http/requestRefusal.ts';
import { enrollmentView, tracedEnrollment } from '../views/enrollmentView.ts';
import { pageQuery, pageView } from '../views/pages.ts';

export function enrollmentRoutes(app: Hono, { reports }: Backend): void {
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
}
