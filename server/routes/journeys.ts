import type { Hono } from 'hono';
import { compareText } from '../../engine/core/compareText.ts';
import { isOver } from '../../engine/runner/journeyLife.ts';
import { transitionRefused } from '../../engine/runner/transitionRefused.ts';
import type { JourneyRecord } from '../../engine/stores/journeyRecord.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { draftDocument, type JourneySummary } from '../../shared/api/journeys.ts';
import { problemView } from '../../shared/api/problemDetails.ts';
import type { JsonObject } from '../../shared/json.ts';
import { hasErrors } from '../../shared/problem.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { bringAlong, type Examples, inLanguage } from '../examples.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { deedRefused } from '../http/deedRefused.ts';
import { found } from '../http/requestRefusal.ts';
import { checkDocument } from '../journeyCheck.ts';
import { withNewSalts } from '../newSalts.ts';
import { documentOf, journeySummary } from '../views/journeyView.ts';
import { slicePage } from '../views/pages.ts';
import { detailOf } from './detailOf.ts';
import { journeyOf } from './journeyOf.ts';
import { totalsOf } from './totalsOf.ts';

/** `name`, or the first of `name-2`, `name-3` … that nobody has. */
function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let n = 2; ; n++) {
    const id = `${wanted.slice(0, 58)}-${n}`;
    if (!isTaken(id)) return id;
  }
}

/** A new document made from an example or another journey. */
function copyOf(
  backend: Backend,
  examples: Examples,
  given: { from: string; id?: string | undefined; name?: string | undefined },
): JsonObject {
  const { from } = given;
  const record = backend.catalog.journeys.get(from);
  const source = record
    ? documentOf(record, backend.catalog.versionsOf(from))
    : found(examples.journeys.find(({ id }) => id === from)?.document, 'journey or example', 'from');
  const id = given.id ?? freeId(from, (one) => backend.catalog.journeys.has(one));
  return withNewSalts(
    { ...source, id, ...(given.name === undefined ? {} : { name: given.name }) },
    backend.plugins.registry,
  );
}

/** What was stopped or put away is not edited: a copy is. */
function refuseIfOver(record: JourneyRecord): void {
  if (isOver(record)) throw deedRefused([transitionRefused(record)]);
}

export function journeyRoutes(app: Hono, backend: Backend): void {
  const { catalog, engine } = backend;

  bindEndpoint(app, endpoints.listJourneys, async ({ query }) => {
    const totals = await totalsOf(backend);
    const wanted = (query.search ?? '').toLowerCase();
    const fits = ({ id, name, state }: JourneySummary) =>
      (query.state === undefined || query.state === state) && `${id}\n${name}`.toLowerCase().includes(wanted);
    const all = [...catalog.journeys.values()]
      .sort((a, b) => b.changedAtMs - a.changedAtMs || compareText(a.id, b.id))
      .map((record) => journeySummary(record, totals.get(record.id)))
      .filter(fits);
    return slicePage(all, query);
  });

  bindEndpoint(app, endpoints.createJourney, async ({ body }, { actor, locale }) => {
    const isCopy = 'from' in body;
    const examples = inLanguage(backend.examples, (isCopy ? body.locale : undefined) ?? locale);
    const document = isCopy ? copyOf(backend, examples, body) : draftDocument(body);
    const record = await engine.createJourney(document, actor);
    if (isCopy) await bringAlong(document, examples, backend);
    return detailOf(backend, record.id);
  });

  bindEndpoint(app, endpoints.getJourney, ({ params }) => detailOf(backend, params.id));

  bindEndpoint(
    app,
    endpoints.saveDraft,
    async ({ params, ifMatch, body }, { locale }) => {
      const document = draftDocument(body);
      refuseIfOver(journeyOf(backend, params.id));
      const record = await engine.saveDraft(params.id, document, ifMatch);
      const { problems } = checkDocument(document, backend);
      return {
        revision: record.revision,
        changedAt: instantText(record.changedAtMs),
        problems: problems.map((one) => problemView(one, locale)),
      };
    },
    ({ params }) => journeyOf(backend, params.id).revision,
  );

  bindEndpoint(app, endpoints.checkJourney, async ({ body }, { locale }) => {
    const { problems } = checkDocument(body, backend);
    return { ok: !hasErrors(problems), problems: problems.map((one) => problemView(one, locale)) };
  });

  bindEndpoint(app, endpoints.listExamples, async ({ query }, { locale }) => ({
    items: [...inLanguage(backend.examples, query.locale ?? locale).journeys],
  }));
}
