import type { Hono } from 'hono';
import type { ExplainedEntry } from '../../engine/core/customer/explainEntry.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { EntryExplanation } from '../../shared/api/entry.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found } from '../http/requestRefusal.ts';
import { journeyOf } from './journeyOf.ts';

/** Decisions and passages looked back on; more than that answers no question of a person. */
const LOOKED_BACK = { limit: 50, cursor: null };

function triggerView({
  on,
  event,
  member,
  nextAtMs,
}: ExplainedEntry['trigger']): EntryExplanation['trigger'] {
  return {
    on,
    event: event && { id: event.id, name: event.name, at: instantText(event.occurredAtMs) },
    member: member && { isIn: member.isIn, since: instantText(member.sinceMs) },
    nextAt: nextAtMs === null ? null : instantText(nextAtMs),
  };
}

export function entryRoutes(app: Hono, backend: Backend): void {
  const { engine, reports, now } = backend;

  bindEndpoint(app, endpoints.explainEntry, async ({ params, query }) => {
    const { id: journeyId, profileId } = params;
    journeyOf(backend, journeyId);
    found(await reports.profile(profileId), 'profile');
    const filter = { profileId, journeyId };
    const [explained, decisions, entries] = await Promise.all([
      engine.explainEntry({ profile: profileId, journey: journeyId, key: query.key }),
      reports.entryDecisions(filter, LOOKED_BACK),
      reports.enrollments(filter, LOOKED_BACK),
    ]);
    return {
      profileId,
      journeyId,
      at: instantText(now()),
      decisions: decisions.items.map(({ atMs, decision, key, eventId }) => ({
        at: instantText(atMs),
        decision,
        key,
        eventId,
      })),
      entries: entries.items.map(({ ordinal, enteredAtMs }) => ({
        ordinal,
        enteredAt: instantText(enteredAtMs),
      })),
      decision: explained?.decision ?? null,
      trigger: explained && triggerView(explained.trigger),
      questions: explained?.questions ?? [],
    };
  });
}
