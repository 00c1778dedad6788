import type { Hono } from 'hono';
import { analyse } from '../../engine/core/experiments/analyse.ts';
import type { AnalysisRun } from '../../engine/core/experiments/experimentRecords.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { nodeInPath } from '../../shared/api/experiments.ts';
import { hashJson } from '../../shared/journey/canonical.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { contentDisposition, fileName } from '../http/contentDisposition.ts';
import { found } from '../http/requestRefusal.ts';
import { runView } from '../views/experimentView.ts';
import { statisticsCsv } from '../views/statisticsCsv.ts';

/** Named by journey, split and the day it speaks of, so that a year later the file says what it is. */
function dispositionOf(show: 'attachment' | 'inline', run: AnalysisRun, ending: string): string {
  const { journey, zone } = run.analysis;
  const split = nodeInPath(run.node);
  const day = new Intl.DateTimeFormat('sv', { timeZone: zone }).format(run.asOfMs);
  return contentDisposition(
    show,
    fileName([journey.name, split, day], ending),
    fileName([run.journeyId, split, day], ending),
  );
}

/** Kept runs: as they were, what they rest on, and computed again. */
export function runRoutes(app: Hono, backend: Backend): void {
  const { engine, reports, version } = backend;
  const runOf = async (id: string) => found(await reports.run(id), 'run');

  bindEndpoint(app, endpoints.getRun, async ({ params }, { setHeader }) => {
    const run = await runOf(params.run);
    setHeader('content-disposition', dispositionOf('inline', run, '.json'));
    return runView(run);
  });

  bindEndpoint(app, endpoints.getRunInput, async ({ params }, { setHeader }) => {
    const run = await runOf(params.run);
    setHeader('content-disposition', dispositionOf('inline', run, '_input.json'));
    const { input, analysis: _analysis, ...head } = run;
    return { ...head, input } as unknown as JsonObject; // a run is plain JSON
  });

  bindEndpoint(app, endpoints.getRunTable, async ({ params }) => {
    const run = await runOf(params.run);
    return new Response(statisticsCsv(run.input), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': dispositionOf('attachment', run, '.csv'),
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
