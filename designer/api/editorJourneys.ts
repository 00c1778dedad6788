/** The part of the editor's port that concerns the journey itself: load, save, publish, deeds. */
import type { z } from 'zod';
import {
  type Counts,
  type draftSchema,
  type JourneyDetail,
  journeyEndpoints,
  type PublishPreview as PublishPreviewView,
} from '../../shared/api/journeys.ts';
import type { ProblemView } from '../../shared/api/problemDetails.ts';
import { type Journey, journeySchema } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Problem } from '../../shared/problem.ts';
import { edgeKey } from '../canvas/edgeKey.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import { journeyIdFrom, randomSuffix } from '../journeyId.ts';
import type {
  Deed,
  DeedOutcome,
  EditorPort,
  LiveCounts,
  LoadedJourney,
  PublishPreview,
  SaveOutcome,
} from '../pages/editor/EditorPort.ts';
import { ApiFault } from './ApiFault.ts';
import { call } from './call.ts';
import { watchJourney } from './live.ts';

const CLIENT_FAULTS_FROM = 400;
const SERVER_FAULTS_FROM = 500;

/** The problem as shared code knows it; the sentence is made anew in the page's language. */
export function problemFrom({ text: _, fix, nodeId, field, params, ...found }: ProblemView): Problem {
  return {
    ...found,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(field === undefined ? {} : { field }),
    ...(params === undefined ? {} : { params }),
    ...(fix === undefined ? {} : { fix: { path: fix.path, value: fix.value } }),
  };
}

/** A stored document with its defaults; one that was sent unfinished over the API opens as it is. */
export function documentFrom(stored: JsonObject): Journey {
  const parsed = journeySchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  const defaults = {
    class: 'marketing',
    priority: 50,
    goals: [],
    exits: [],
    versionPolicy: 'pin',
    testMode: false,
    layout: {},
  };
  // drafts may be incomplete inside goals, exits and conditions: the editor shows that as problems
  return { ...defaults, ...stored } as unknown as Journey;
}

function loadedFrom(journey: JourneyDetail): LoadedJourney {
  return {
    document: documentFrom(journey.document),
    revision: String(journey.revision),
    state: journey.state,
    draftDiffers: journey.hasDraft,
    versions: journey.versions.map(({ version, publishedAt }) => ({
      version,
      publishedAtMs: Date.parse(publishedAt),
      isCurrent: version === journey.currentVersion,
    })),
  };
}

export function previewFrom(preview: PublishPreviewView, nowMs: number): PublishPreview {
  const [firstEntry] = preview.entriesAt;
  const firstEntryAtMs = preview.entersNow > 0 ? nowMs : firstEntry ? Date.parse(firstEntry) : null;
  return {
    version: preview.version,
    entersCount: preview.audienceCount,
    firstEntryAtMs,
    firstMessages: preview.messages.map(({ node, channel, template, earliestAt }) => ({
      nodeId: node,
      channel,
      template,
      atMs: earliestAt === null ? null : Date.parse(earliestAt),
    })),
    insideCount: preview.inside,
    problems: preview.problems.map(problemFrom),
  };
}

export function liveCountsFrom({ nodes }: Counts): LiveCounts {
  const shown: { [node: string]: LiveCounts['nodes'][string] } = {};
  const edges: { [edge: string]: number } = {};
  for (const [nodeId, node] of Object.entries(nodes)) {
    const left = Object.values(node.ended).reduce((sum, count) => sum + count, 0);
    shown[nodeId] = { entered: node.arrived, waiting: node.here, left };
    for (const [outlet, count] of Object.entries(node.left)) edges[edgeKey(nodeId, outlet)] = count;
  }
  return { nodes: shown, edges };
}

/** What the server refused, as problems; anything else is a fault and goes on being thrown. */
function refusalOf(error: unknown): Problem[] {
  const isRefusal =
    error instanceof ApiFault && error.status >= CLIENT_FAULTS_FROM && error.status < SERVER_FAULTS_FROM;
  if (!isRefusal) throw error;
  return error.problems.map(problemFrom);
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

async function saveDraft(id: string, document: Journey, baseRevision: string): Promise<SaveOutcome> {
  try {
    const saved = await call(journeyEndpoints.saveDraft, {
      params: { id },
      ifMatch: Number(baseRevision),
      body: draftOf(document),
    });
    return { outcome: 'saved', revision: String(saved.revision) };
  } catch (error) {
    const problems = refusalOf(error);
    return problems.some(({ code }) => code === 'draft-conflict')
      ? { outcome: 'conflict' }
      : { outcome: 'refused', problems };
  }
}

/** A copy assigns its customers anew, whatever kind of node draws them. */
function withNewSalts(document: Journey): Journey {
  const nodes = Object.entries(document.nodes).map(([id, node]) => [
    id,
    typeof node.settings.salt === 'string' ? { ...node, settings: { ...node.settings, salt: makeSalt() } } : node,
  ]);
  return { ...document, nodes: Object.fromEntries(nodes) };
}

const deeds = {
  pause: journeyEndpoints.pauseJourney,
  resume: journeyEndpoints.resumeJourney,
  close: journeyEndpoints.closeJourney,
  stop: journeyEndpoints.stopJourney,
} satisfies { [name in Deed['deed']]: unknown };

/** Each tick of the stream asks for the counts of one version; ticks that come meanwhile are one more. */
function watchVersion(id: string, version: number, hear: (counts: LiveCounts) => void): () => void {
  const stopped = new AbortController();
  let isAsking = false;
  let isStale = false;
  const ask = async () => {
    isStale = isAsking;
    if (isAsking) return;
    isAsking = true;
    try {
      const counts = await call(
        journeyEndpoints.getCounts,
        { params: { id }, query: { version } },
        stopped.signal,
      );
      hear(liveCountsFrom(counts));
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

type JourneyPort = Pick<
  EditorPort,
  | 'load'
  | 'loadVersion'
  | 'saveDraft'
  | 'saveAsCopy'
  | 'publishPreview'
  | 'publish'
  | 'changeState'
  | 'watchCounts'
>;

export function createJourneyPort(): JourneyPort {
  /** the revision each preview was made of: exactly that is published */
  const previewed = new Map<string, number>();
  return {
    load: async (id) => loadedFrom(await call(journeyEndpoints.getJourney, { params: { id } })),
    loadVersion: async (id, version) =>
      documentFrom((await call(journeyEndpoints.getVersion, { params: { id, version } })).document),
    saveDraft,
    saveAsCopy: async (document) => {
      const copy = { ...withNewSalts(document), id: journeyIdFrom(document.name, randomSuffix()) };
      return (await call(journeyEndpoints.createJourney, { body: draftOf(copy) })).id;
    },
    publishPreview: async (id) => {
      const preview = await call(journeyEndpoints.previewPublish, { params: { id } });
      previewed.set(id, preview.revision);
      return previewFrom(preview, Date.now());
    },
    publish: async (id) => {
      const revision =
        previewed.get(id) ?? (await call(journeyEndpoints.getJourney, { params: { id } })).revision;
      return outcomeOf(call(journeyEndpoints.publishJourney, { params: { id }, body: { revision } }));
    },
    changeState: (id, { deed }) => outcomeOf(call(deeds[deed], { params: { id } })),
    watchCounts: watchVersion,
  };
}
