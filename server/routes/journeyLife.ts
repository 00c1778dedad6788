import type { Hono } from 'hono';
import { isOpen } from '../../engine/core/customer/world.ts';
import { lifeAfter } from '../../engine/runner/journeyLife.ts';
import { transitionRefused } from '../../engine/runner/transitionRefused.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { ResumeChoice } from '../../shared/api/journeyLife.ts';
import { DAY_MS, HOUR_MS } from '../../shared/timeUnits.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { deedRefused } from '../http/deedRefused.ts';
import { refuse } from '../http/requestRefusal.ts';
import { noteOfMoves, previewPublish } from '../preview/previewPublish.ts';
import { backlogItem, backlogTotals } from '../views/backlogView.ts';
import { pageQuery, pageView } from '../views/pages.ts';
import { detailOf } from './detailOf.ts';
import { journeyOf } from './journeyOf.ts';

/** On disk; what it does shows once the engine has applied it. */
const ACCEPTED = { result: 'accepted' } as const;

/** Only what was said: everything else is the engine's to choose. */
function chosenOf({ backlog, perSecond }: ResumeChoice) {
  return { ...(backlog === undefined ? {} : { backlog }), ...(perSecond === undefined ? {} : { perSecond }) };
}

export function journeyLifeRoutes(app: Hono, backend: Backend): void {
  const { engine, reports, now } = backend;

  bindEndpoint(app, endpoints.previewPublish, async ({ params, body }, { locale }) => {
    const record = journeyOf(backend, params.id);
    if (lifeAfter(record.life, 'publish') === null) throw deedRefused([transitionRefused(record)]);
    return await previewPublish(record, backend, locale, body);
  });

  bindEndpoint(app, endpoints.publishJourney, async ({ params, body }, { actor }) => {
    const { revision, ...plan } = body;
    const note = await noteOfMoves(journeyOf(backend, params.id), plan, backend);
    await engine.publish(params.id, revision, actor, { ...plan, note });
    return detailOf(backend, params.id);
  });

  const deeds = [
    [endpoints.pauseJourney, engine.pause],
    [endpoints.closeJourney, engine.close],
    [endpoints.stopJourney, engine.stop],
    [endpoints.archiveJourney, engine.archive],
  ] as const;
  for (const [endpoint, deed] of deeds) {
    bindEndpoint(app, endpoint, async ({ params }, { actor }) => {
      await deed(params.id, actor);
      return detailOf(backend, params.id);
    });
  }

  bindEndpoint(app, endpoints.resumeJourney, async ({ params, body }, { actor }) => {
    await engine.resume(params.id, actor, chosenOf(body));
    return detailOf(backend, params.id);
  });

  bindEndpoint(app, endpoints.listBacklog, async ({ params, query }) => {
    const { life } = journeyOf(backend, params.id);
    const nowMs = now();
    // of a journey that goes on, only what its release has not let go waits
    const filter = { journeyId: params.id, overdueAtMs: life === 'paused' ? nowMs : null };
    const ages = { youngAfterMs: nowMs - HOUR_MS, oldUntilMs: nowMs - DAY_MS };
    const counts = await reports.backlogCounts({ ...filter, ...ages });
    const page = await pageView(reports.backlog(filter, pageQuery(query)), backlogItem);
    return { ...page, totals: backlogTotals(counts) };
  });

  bindEndpoint(app, endpoints.enrolByHand, async ({ params, body }) => {
    const record = journeyOf(backend, params.id);
    if (!isOpen(record)) {
      // of its deeds, the one after which somebody can be enrolled
      const allowed = record.life === 'draft' ? 'publish' : '–';
      throw refuse(409, 'transition-refused', { params: { state: record.life, allowed } });
    }
    const { profile, key, properties = {}, override } = body;
    await engine.enrol({
      journey: params.id,
      profile,
      key: key === undefined ? undefined : String(key),
      properties,
      override,
    });
    return ACCEPTED;
  });

  bindEndpoint(app, endpoints.removeByHand, async ({ params, query }) => {
    journeyOf(backend, params.id);
    await engine.remove({ journey: params.id, profile: params.profileId, key: query.key });
    return ACCEPTED;
  });
}
