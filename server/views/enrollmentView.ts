import { type Enrollment, enrollmentId, type TraceRow } from '../../engine/core/records.ts';
import type { EnrollmentView, TracedEnrollment, TraceStep } from '../../shared/api/enrollments.ts';
import { instantText } from '../../shared/time.ts';
import { optionalInstant } from './optionalInstant.ts';

export function enrollmentView(row: Enrollment): EnrollmentView {
  const ended = row.status === 'ended' ? row : null;
  return {
    id: enrollmentId(row),
    profileId: row.profileId,
    journeyId: row.journeyId,
    ordinal: row.ordinal,
    version: row.version,
    key: row.key,
    enteredAt: instantText(row.enteredAtMs),
    entryEvent: row.entry.name,
    status: row.status,
    node: row.status === 'ended' ? null : row.state.node,
    dueAt: optionalInstant(row.status === 'active' ? row.dueAtMs : null),
    fault: row.status === 'parked' ? row.fault : null,
    endedAt: optionalInstant(ended?.endedAtMs),
    reason: ended?.reason ?? null,
    detail: ended?.detail ?? null,
  };
}

export function traceStep(row: TraceRow): TraceStep {
  return {
    index: row.index,
    at: instantText(row.atMs),
    version: row.version,
    node: row.node,
    visit: row.visit,
    outlet: row.outlet,
    reason: row.reason,
    ...(row.lateMs === undefined ? {} : { lateMs: row.lateMs }),
  };
}

export function tracedEnrollment(row: Enrollment, trace: readonly TraceRow[]): TracedEnrollment {
  return { ...enrollmentView(row), trace: trace.map(traceStep) };
}
