import type { Hono } from 'hono';
import { portfolio } from '../../engine/core/experiments/portfolio.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { nodeOfPath } from '../../shared/api/experiments.ts';
import { goalOf } from '../../shared/experiment/goalOf.ts';
import { instantMs } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { analyseNow, type ExperimentNow, experimentsOf } from '../experiments.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, refuse } from '../http/requestRefusal.ts';
import { decisionView, experimentView, runHeadView, runView } from '../views/experimentView.ts';
import { layerViews } from '../views/layerView.ts';
import { pageQuery, pageView, slicePage } from '../views/pages.ts';
import { journeyOf } from './journeyOf.ts';

/** The split a path names. Errors: `not-found`, also for one that is only drawn yet. */
function experimentAt(backend: Backend, params: { id: string; node: string }): ExperimentNow {
  journeyOf(backend, params.id);
  const node = nodeOfPath(params.node);
  return found(
    experimentsOf(backend, params.id).find((one) => one.node === node),
    'split',
  );
}

/** Splits of published journeys: their analyses, and what was decided on them. */
export function experimentRoutes(app: Hono, backend: Backend): void {
  const { catalog, engine, reports, now } = backend;

  bindEndpoint(app, endpoints.listExperiments, async ({ query }) => {
    const runs = new Map((await reports.lastRuns()).map((run) => [`${run.journeyId}/${run.node}`, run]));
    const decisions = await reports.decisions({});
    const journeys = [...catalog.journeys.values()].filter(({ id }) => (query.journey ?? id) === id);
    const all = journeys.flatMap((journey) =>
      experimentsOf(backend, journey.id).map((experiment) => {
        const document = catalog.versionsOf(journey.id).at(-1)?.document;
        return experimentView(experiment, journey, {
          goal: (document && goalOf(document, experiment.plan.primary.goal)?.id) ?? null,
          run: runs.get(`${journey.id}/${experiment.node}`) ?? null,
          decision:
            decisions.find((one) => one.journeyId === journey.id && one.node === experiment.node) ?? null,
        });
      }),
    );
    return slicePage(all, query);
  });

  bindEndpoint(app, endpoints.listLayers, async ({ query }) =>
    slicePage(layerViews(catalog, backend.plugins.registry), query),
  );

  bindEndpoint(app, endpoints.getPortfolio, async () => {
    const zone = catalog.workspace.timeZone;
    const month = new Intl.DateTimeFormat('sv', { timeZone: zone, year: 'numeric', month: '2-digit' });
    return portfolio(await reports.lastRuns(), await reports.decisions({}), (atMs) => month.format(atMs));
  });

  bindEndpoint(app, endpoints.runAnalysis, async ({ params, body }, { actor }) => {
    const experiment = experimentAt(backend, params);
    const nowMs = now();
    const asOfMs = body.asOf === undefined ? nowMs : instantMs(body.asOf);
    if (asOfMs > nowMs) throw refuse(422, 'in-the-future', { field: 'asOf', params: { name: 'asOf' } });
    const by = { asOfMs, actor: body.actor ?? actor, isLook: body.look };
    return runView(await analyseNow(backend, experiment, by));
  });

  bindEndpoint(app, endpoints.listRuns, ({ params, query }) => {
    const { journeyId, node } = experimentAt(backend, params);
    return pageView(reports.runs({ journeyId, node }, pageQuery(query)), runHeadView);
  });

  bindEndpoint(app, endpoints.decide, async ({ params, body }) => {
    const { journeyId, node } = experimentAt(backend, params);
    const { run, decision, arm = null, reason = null, decidedBy, approvedBy = null } = body;
    const asked = { journeyId, node, runId: run, decision, arm, reason, decidedBy, approvedBy };
    return decisionView(await engine.decide(asked));
  });

  bindEndpoint(app, endpoints.listDecisions, async ({ params, query }) => {
    const { journeyId, node } = experimentAt(backend, params);
    return slicePage((await reports.decisions({ journeyId, node })).map(decisionView), query);
  });
}
