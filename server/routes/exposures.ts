import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import { nodeOfPath } from '../../shared/api/experiments.ts';
import type { ExposureImport } from '../../shared/api/exposures.ts';
import type { Backend } from '../backend.ts';
import type { Accepted } from '../engineCalls.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { refuse } from '../http/requestRefusal.ts';
import { journeyOf } from './journeyOf.ts';

function countsOf(results: readonly Accepted[]): { accepted: number; duplicates: number } {
  const duplicates = results.filter((result) => result === 'duplicate').length;
  return { accepted: results.length - duplicates, duplicates };
}

/** Customers whom one call puts into several arms: each row that says something else than their first. */
function contradictionsOf(exposures: readonly ExposureImport[]) {
  const firstArms = new Map<string, string>();
  return exposures.flatMap(({ profile, arm, eligible }, index) => {
    if (!eligible) return [];
    const firstArm = firstArms.get(profile) ?? arm;
    firstArms.set(profile, firstArm);
    return firstArm === arm ? [] : [{ field: `exposures.${index}.arm`, profile, arm, firstArm }];
  });
}

/** Exposures of experiments whose arms another system drew. */
export function exposureRoutes(app: Hono, backend: Backend): void {
  bindEndpoint(app, endpoints.importExposures, async ({ params, body }) => {
    journeyOf(backend, params.id);
    const node = nodeOfPath(params.node);
    const { exposures, batch = crypto.randomUUID() } = body;
    const results = await backend.engine.importExposures(params.id, node, exposures, batch);
    return { ...countsOf(results), batch, contradictions: contradictionsOf(exposures) };
  });

  bindEndpoint(app, endpoints.withdrawExposures, async ({ params, body }, { actor }) => {
    journeyOf(backend, params.id);
    const node = nodeOfPath(params.node);
    const { id, batch = null, profiles = null, reason } = body;
    if (batch === null && profiles === null) {
      throw refuse(422, 'at-least-one-of', { params: { names: 'batch, profiles' } });
    }
    const asked = { id, journeyId: params.id, node, batch, profiles, reason, actor: body.actor ?? actor };
    return countsOf(await backend.engine.withdrawExposures(asked));
  });
}
