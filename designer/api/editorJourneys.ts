/** The part of the editor's port that concerns the journey itself: load, save, publish, deeds. */
import type { z } from 'zod';
import { journeyLifeEndpoints } from '../../shared/api/journeyLife.ts';
import { type Counts, type draftSchema, journeyEndpoints } from '../../shared/api/journeys.ts';
import type { ProblemView } from '../../shared/api/problemDetails.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import { journeyIdFrom, randomSuffix } from '../journeyId.ts';
import type {
  DeedOutcome,
  EditorPort,
  PublishOutcome,
  PublishPlan,
  SaveOutcome,
} from '../pages/editor/editorPort.ts';
import { ApiFault } from './apiFault.ts';
import { call } from './call.ts';
import { lifeDeeds } from './journeys.ts';
import { watchJourney } from './live.ts';

const CLIENT_FAULTS_FROM = 400;
const SERVER_FAULTS_FROM = 500;

/** What the server refused; anything else is a fault and goes on being thrown. */
function refusalOf(error: unknown): readonly ProblemView[] {
  const isRefusal =
    error instanceof ApiFault && error.status >= CLIENT_FAULTS_FROM && error.status < SERVER_FAULTS_FROM;
  if (!isRefusal) throw error;
  return error.problems;
}

async function outcomeOf(deed: Promise<unknown>): Promise<DeedOutcome> {
  try {
    await deed;
    return { ok: true };
  } catch (error) {
    return { ok: false, problems: refusalOf(error) };
  }
}

/** The document in the contract's words, which leave the inside of conditions open. */
function draftOf(document: Journey): z.input<typeof draftSchema> {
  return document as unknown as z.input<typeof draftSchema>; // a journey is a draft with nothing missing
}

async function saveDraft(id: string, document: Journey, baseRevision: number): Promise<SaveOutcome> {
  try {
    const saved = await call(journeyEndpoints.saveDraft, {
      params: { id },
      ifMatch: baseRevision,
      body: draftOf(document),
    });
    return { outcome: 'saved', revision: saved.revision };
  } catch (error) {
    const problems = refusalOf(error);
    return problems.some(({ code }) => code === 'draft-conflict')
      ? { outcome: 'conflict' }
      : { outcome: 'refused', problems };
  }
}

async function publishDraft(id: string, revision: number, plan: PublishPlan): Promise<PublishOutcome> {
  try {
    const body = { revision, ...plan };
    const published = await call(journeyLifeEndpoints.publishJourney, { params: { id }, body });
    return { ok: true, revision: published.revision };
  } catch (error) {
    return { ok: false, problems: refusalOf(error) };
  }
}

/** A copy assigns its customers anew, whatever kind of node draws them. */
function withNewSalts(document: Journey, newSalt: () => string): Journey {
  const nodes = Object.entries(document.nodes).map(([id, node]) => [
    id,
    typeof node.settings.salt === 'string'
      ? { ...node, settings: { ...node.settings, salt: newSalt() } }
      : node,
  ]);
  return { ...document, nodes: Object.fromEntries(nodes) };
}

/** Each tick of the stream asks for the counts of one version, or of all together; ticks that come meanwhile are one more. */
function watchVersion(id: string, version: number | null, hear: (counts: Counts) => void): () => void {
  const stopped = new AbortController();
  let isAsking = false;
  let isStale = false;
  const ask = async () => {
    isStale = isAsking;
    if (isAsking) return;
    isAsking = true;
    try {
      const query = version === null ? {} : { version };
      hear(await call(journeyEndpoints.getCounts, { params: { id }, query }, stopped.signal));
    } catch {
      // the next tick asks again
    } finally {
      isAsking = false;
      if (isStale && !stopped.signal.aborted) void ask();
    }
  };
  void ask();
  const stop = watchJourney(id, { counts: () => void ask() });
  return () => {
    stopped.abort();
    stop();
  };
}

export const journeyPort: Pick<
  EditorPort,
  | 'load'
  | 'loadVersion'
  | 'saveDraft'
  | 'saveAsCopy'
  | 'publishPreview'
  | 'publish'
  | 'changeState'
  | 'move'
  | 'undoMove'
  | 'resume'
  | 'backlog'
  | 'watchCounts'
> = {
  load: (id) => call(journeyEndpoints.getJourney, { params: { id } }),
  loadVersion: async (id, version) =>
    (await call(journeyEndpoints.getVersion, { params: { id, version } })).document,
  saveDraft,
  saveAsCopy: async (document) => {
    const copy = { ...withNewSalts(document, makeSalt), id: journeyIdFrom(document.name, randomSuffix()) };
    return (await call(journeyEndpoints.createJourney, { body: draftOf(copy) })).id;
  },
  publishPreview: (id, plan) => call(journeyLifeEndpoints.previewPublish, { params: { id }, body: plan }),
  publish: publishDraft,
  move: (id, version) => call(journeyLifeEndpoints.previewUndoMove, { params: { id, version } }),
  undoMove: (id, version) => outcomeOf(call(journeyLifeEndpoints.undoMove, { params: { id, version } })),
  resume: (id, choice) =>
    outcomeOf(call(journeyLifeEndpoints.resumeJourney, { params: { id }, body: choice })),
  backlog: (id, cursor) => call(journeyLifeEndpoints.listBacklog, { params: { id }, query: { cursor } }),
  changeState: (id, deed) => outcomeOf(call(lifeDeeds[deed], { params: { id } })),
  watchCounts: watchVersion,
};
