import { enrollmentId } from '../../engine/core/records.ts';
import type { Why } from '../../shared/api/profiles.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { found } from '../http/requestRefusal.ts';
import { deliveryView } from '../views/deliveryView.ts';
import { tracedEnrollment } from '../views/enrollmentView.ts';
import { journeyOf } from './journeyOf.ts';

/** Passages and refusals looked back on; more than that answers no question of a person. */
const LOOKED_BACK = { limit: 200, cursor: null };

/** Why a customer did, or did not, get something from a journey. */
export async function why(id: string, journeyId: string, backend: Backend): Promise<Why> {
  const { reports } = backend;
  journeyOf(backend, journeyId, 'journey');
  const { id: profileId } = found(await reports.profile(id), 'profile');
  const filter = { profileId, journeyId };
  const [decisions, enrollments, deliveries, trace] = await Promise.all([
    reports.entryDecisions(filter, LOOKED_BACK),
    reports.enrollments(filter, LOOKED_BACK),
    reports.deliveries(filter, LOOKED_BACK),
    reports.trace(filter),
  ]);
  return {
    profileId,
    journeyId,
    decisions: decisions.items.map(({ atMs, decision, key, eventId }) => ({
      at: instantText(atMs),
      decision,
      key,
      eventId,
    })),
    enrollments: enrollments.items.map((row) =>
      tracedEnrollment(
        row,
        trace.filter((step) => enrollmentId(step) === enrollmentId(row)),
      ),
    ),
    deliveries: deliveries.items.map(deliveryView),
  };
}
