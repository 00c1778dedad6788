import type { Hono } from 'hono';
import { compileJourney } from '../../engine/core/compile.ts';
import type { JourneyVersion } from '../../engine/core/version.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { goalOf } from '../../shared/experiment/goalOf.ts';
import { canonical } from '../../shared/journey/canonical.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Backend } from '../backend.ts';
import { experimentsOf, knownSplitsOf } from '../experiments.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, notFound } from '../http/requestRefusal.ts';
import { countsView } from '../views/countsView.ts';
import { versionSummary } from '../views/journeyView.ts';
import { resultsView } from '../views/resultsView.ts';
import { journeyOf } from './journeyOf.ts';

function versionOf(backend: Backend, id: string, version: number): JourneyVersion {
  journeyOf(backend, id);
  return found(
    backend.catalog.versionsOf(id).find((one) => one.version === version),
    'version',
  );
}

/** Published versions, and what became of the customers in them. */
export function journeyVersionRoutes(app: Hono, backend: Backend): void {
  const { catalog, reports, plugins, deepReads } = backend;

  bindEndpoint(app, endpoints.getVersion, async ({ params }) => {
    const version = versionOf(backend, params.id, params.version);
    return {
      ...versionSummary(version),
      document: canonical(version.document) as JsonObject, // a stored document is plain JSON
      templates: version.templates,
    };
  });

  bindEndpoint(app, endpoints.getMachine, async ({ params }) => {
    const { config } = compileJourney(versionOf(backend, params.id, params.version), plugins.registry);
    return config as unknown as JsonObject; // the configuration is plain JSON by design
  });

  bindEndpoint(app, endpoints.getCounts, async ({ params, query }) => {
    if (query.version === undefined) journeyOf(backend, params.id);
    else versionOf(backend, params.id, query.version);
    const rows = await reports.counts(params.id, query.version);
    return countsView(rows, query.version ?? null, backend.now());
  });

  bindEndpoint(app, endpoints.getResults, async ({ params, query }) => {
    journeyOf(backend, params.id);
    const versions = catalog.versionsOf(params.id);
    const nowMs = backend.now();
    const current = versions.at(-1)?.document ?? null;
    const goal = current && goalOf(current, query.goal);
    if (query.goal !== undefined && !goal) throw notFound('goal', 'goal');
    const asked = {
      versions,
      workspaceZone: catalog.workspace.timeZone,
      asOfMs: nowMs,
      goal: goal?.id,
      knownSplits: knownSplitsOf(backend),
    };
    const splits = experimentsOf(backend, params.id);
    const judged = goal ? splits : [];
    const analysed = await Promise.all(judged.map(({ node }) => deepReads.analysis({ ...asked, node })));
    const unjudged = goal ? [] : splits.map(({ node, plan }) => ({ node, conclusion: plan.conclusion }));
    return resultsView(
      current,
      analysed.filter((one) => one !== null),
      { goal: query.goal, nowMs, unjudged },
    );
  });
}
