import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import { HOLDOUT_IN_PATH } from '../../shared/api/experiments.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { journeyOf } from './journeyOf.ts';

/** Exposures of experiments whose arms another system drew. */
export function exposureRoutes(app: Hono, backend: Backend): void {
  bindEndpoint(app, endpoints.importExposures, async ({ params, body }) => {
    journeyOf(backend, params.id);
    const node = params.node === HOLDOUT_IN_PATH ? '' : params.node;
    const results = await backend.engine.importExposures(params.id, node, body.exposures);
    const duplicates = results.filter((result) => result === 'duplicate').length;
    return { accepted: results.length - duplicates, duplicates };
  });
}
