import type { Hono } from 'hono';
import { analyse } from '../../engine/core/experiments/analyse.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { hashJson } from '../../shared/journey/canonical.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found } from '../http/requestRefusal.ts';
import { runView } from '../views/experimentView.ts';
import { statisticsCsv } from '../views/statisticsCsv.ts';

/** Kept runs: as they were, what they rest on, and computed again. */
export function runRoutes(app: Hono, backend: Backend): void {
  const { engine, reports, version } = backend;
  const runOf = async (id: string) => found(await reports.run(id), 'run');

  bindEndpoint(app, endpoints.getRun, async ({ params }) => runView(await runOf(params.run)));

  bindEndpoint(app, endpoints.getRunInput, async ({ params }) => {
    const { input, analysis: _analysis, ...head } = await runOf(params.run);
    return { ...head, input } as unknown as JsonObject; // a run is plain JSON
  });

  bindEndpoint(app, endpoints.getRunTable, async ({ params }) => {
    const { id, input } = await runOf(params.run);
    return new Response(statisticsCsv(input), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="run-${id}.csv"`,
      },
    });
  });

  bindEndpoint(app, endpoints.replayRun, async ({ params }) => {
    const { input, analysis } = await runOf(params.run);
    const [keptHash, replayedHash] = [hashJson(analysis), hashJson(analyse(input))];
    return { isSame: keptHash === replayedHash, keptHash, replayedHash, codeVersion: version };
  });

  bindEndpoint(app, endpoints.recordLook, async ({ params, body }) => {
    await engine.noteLook(params.run, body.actor);
    return null;
  });
}
