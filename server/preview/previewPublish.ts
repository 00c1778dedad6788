import type { JourneyVersion, MigrationMap } from '../../engine/core/version.ts';
import { armsTakenAway } from '../../engine/runner/experiments/armsTakenAway.ts';
import { reachedSplits } from '../../engine/runner/experiments/reachedSplits.ts';
import { unitRefusals } from '../../engine/runner/experiments/unitRefusals.ts';
import { trafficRefusals } from '../../engine/runner/layers.ts';
import { nextVersion } from '../../engine/runner/publish.ts';
import type { JourneyRecord } from '../../engine/stores/journeyRecord.ts';
import type { PublishPlan } from '../../shared/api/journeyLife.ts';
import type { PublishPreview } from '../../shared/api/journeys.ts';
import { problemView } from '../../shared/api/problemDetails.ts';
import { journeyHash } from '../../shared/journey/canonical.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import { hasErrors, type Locale, type Problem } from '../../shared/problem.ts';
import type { Template } from '../../shared/template.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { checkDocument } from '../journeyCheck.ts';
import { makeSalt } from '../newSalts.ts';
import { documentOf } from '../views/journeyView.ts';
import { optionalInstant } from '../views/optionalInstant.ts';
import { changesBetween } from './changes.ts';
import { experimentChanges } from './experimentChanges.ts';
import { planOf, previewMoves } from './previewMoves.ts';
import type { PreviewFacts } from './previewTask.ts';

const NOTHING: PreviewFacts = {
  audienceCount: null,
  entersAtPublish: false,
  entriesAtMs: [],
  messages: [],
};

/** Whether an earlier version let current members in: a later one does not do so again. */
function hasEnrolledMembers(versions: readonly JourneyVersion[]): boolean {
  return versions.some(({ document }) =>
    Object.values(document.nodes).some(({ settings }) => settings.includeCurrent === true),
  );
}

/** What the audit line of a publish says of the people inside. */
export async function noteOfMoves(
  record: JourneyRecord,
  plan: PublishPlan,
  backend: Backend,
): Promise<JsonObject> {
  const { journey, problems } = checkDocument(
    documentOf(record, backend.catalog.versionsOf(record.id)),
    backend,
  );
  if (!journey || hasErrors(problems)) return {};
  const movePlan = planOf(journey, plan);
  if (movePlan.policy === 'pin') return {};
  const moves = await previewMoves(journey, movePlan, backend);
  return { moves: moves.map(({ node, target, count }) => ({ node, target, count })) };
}

/** What a draft, if it can be read, changes about experiments under way. */
async function experimentsOf(
  { id }: JourneyRecord,
  journey: Journey | null,
  { catalog, reports, plugins }: Backend,
): Promise<PublishPreview['experiments']> {
  const current = catalog.versionsOf(id).at(-1);
  if (!journey || !current) return [];
  return experimentChanges(current.document, journey, await reports.counts(id), plugins.registry);
}

/** What the check cannot know: whom running tests have let in already. */
async function refusalsOf(
  { id }: JourneyRecord,
  journey: Journey | null,
  { catalog, reports, plugins }: Backend,
): Promise<Problem[]> {
  if (!journey) return [];
  const reached = await reachedSplits(reports, id);
  const versions = catalog.versionsOf(id);
  const asked = { registry: plugins.registry, ...reached, makeSalt };
  return [...trafficRefusals(journey, versions, asked), ...unitRefusals(journey, versions, asked)];
}

/** Whether publishing would give the current version again. */
function isPublished(
  { id, undoneMove }: JourneyRecord,
  journey: Journey,
  given: { templates: { readonly [id: string]: Template }; migration: MigrationMap | null },
  { catalog, plugins, now }: Backend,
): boolean {
  const current = catalog.versionsOf(id).at(-1);
  const { registry } = plugins;
  return (
    nextVersion(journey, current, { ...given, registry, undoneMove, nowMs: now(), actor: '' }) === current
  );
}

/** What publishing a journey's draft now would do. */
export async function previewPublish(
  record: JourneyRecord,
  backend: Backend,
  locale: Locale,
  plan: PublishPlan = {},
): Promise<PublishPreview> {
  const { catalog, reports, deepReads, now } = backend;
  const versions = catalog.versionsOf(record.id);
  const { journey, problems: found } = checkDocument(documentOf(record, versions), backend);
  const problems = [...found, ...(await refusalsOf(record, journey, backend))];
  const ok = journey !== null && !hasErrors(problems);
  const audiences = Object.fromEntries(
    [...catalog.audiences.values()].map(({ id, definition }) => [id, definition]),
  );
  const templates = Object.fromEntries(
    [...catalog.templates.values()].map(({ id, content }) => [id, content]),
  );
  const facts = ok
    ? await deepReads.preview({
        journey,
        workspace: { ...catalog.workspace, audiences },
        templates,
        nowMs: now(),
      })
    : NOTHING;
  const movePlan = journey && planOf(journey, plan);
  const totals = (await reports.journeyTotals()).find(({ journeyId }) => journeyId === record.id);
  return {
    ok,
    problems: problems.map((one) => problemView(one, locale)),
    version: (versions.at(-1)?.version ?? 0) + 1,
    hash: journey ? journeyHash(journey) : null,
    isPublished:
      ok &&
      isPublished(
        record,
        journey,
        { templates, migration: movePlan?.policy === 'migrate' ? (movePlan.map ?? {}) : null },
        backend,
      ),
    isMoveUndone: record.undoneMove !== null && record.undoneMove === record.currentVersion,
    revision: record.revision,
    audienceCount: facts.audienceCount,
    // schedules begin after the moment of publishing, everything else waits for an event or a deed
    entersNow: facts.entersAtPublish && !hasEnrolledMembers(versions) ? (facts.audienceCount ?? 0) : 0,
    entriesAt: facts.entriesAtMs.map(instantText),
    messages: facts.messages.map(({ earliestAtMs, ...one }) => ({
      ...one,
      earliestAt: optionalInstant(earliestAtMs),
    })),
    changes: journey ? changesBetween(versions.at(-1)?.document, journey) : [],
    experiments: await experimentsOf(record, journey, backend),
    removedArms: journey
      ? await armsTakenAway(journey, versions.at(-1), { registry: backend.plugins.registry, reports })
      : [],
    inside: totals ? totals.entered - totals.ended : 0,
    policy: movePlan?.policy ?? plan.policy ?? 'pin',
    moves: ok && movePlan ? await previewMoves(journey, movePlan, backend) : [],
  };
}
