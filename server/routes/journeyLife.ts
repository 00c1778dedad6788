import type { Hono } from 'hono';
import type { JourneyLife } from '../../engine/core/version.ts';
import { allowedDeeds } from '../../engine/runner/journeyLife.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { type RequestRefusal, refuse } from '../http/requestRefusal.ts';
import { previewPublish } from '../preview/previewPublish.ts';
import { journeyDetail } from '../views/journeyView.ts';
import { journeyOf } from './journeyOf.ts';

/** On disk; what it does shows once the engine has applied it. */
const ACCEPTED = { result: 'accepted' } as const;

function notInThisLife(state: JourneyLife, allowed: string): RequestRefusal {
  return refuse(409, 'transition-refused', { params: { state, allowed: allowed || 'nothing' } });
}

export function journeyLifeRoutes(app: Hono, backend: Backend): void {
  const { catalog, engine } = backend;

  bindEndpoint(app, endpoints.previewPublish, async ({ params }, { locale }) => {
    const record = journeyOf(backend, params.id);
    const { life } = record;
    const allowed = allowedDeeds(life);
    if (!allowed.includes('publish')) throw notInThisLife(life, allowed.join(', '));
    return await previewPublish(record, backend, locale);
  });

  bindEndpoint(app, endpoints.publishJourney, async ({ params, body }, { actor }) => {
    await engine.publish(params.id, body.revision, actor);
    return journeyDetail(journeyOf(backend, params.id), catalog);
  });

  const deeds = [
    [endpoints.pauseJourney, engine.pause],
    [endpoints.resumeJourney, engine.resume],
    [endpoints.closeJourney, engine.close],
    [endpoints.stopJourney, engine.stop],
    [endpoints.archiveJourney, engine.archive],
  ] as const;
  for (const [endpoint, deed] of deeds) {
    bindEndpoint(app, endpoint, async ({ params }, { actor }) => {
      await deed(params.id, actor);
      return journeyDetail(journeyOf(backend, params.id), catalog);
    });
  }

  bindEndpoint(app, endpoints.enrolByHand, async ({ params, body }) => {
    const { life } = journeyOf(backend, params.id);
    if (life !== 'live' && life !== 'paused') {
      throw notInThisLife(life, life === 'draft' ? 'publish' : '');
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
