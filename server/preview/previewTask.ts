/** What publishing a checked draft would do, found out by asking the database and by rehearsing. */
import { scheduleZone } from '../../engine/core/check/rules.ts';
import { nextOccurrence } from '../../engine/core/time/schedule.ts';
import { rehearse } from '../../engine/runner/rehearsal.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import type { Condition } from '../../shared/condition.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { EntryRule } from '../../shared/nodes/entryRule.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import type { Profile, ProfileInput } from '../../shared/profile.ts';
import type { Template } from '../../shared/template.ts';
import { instantMs, instantText } from '../../shared/time.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';
import type { Workspace } from '../../shared/workspace.ts';

/** Next entries of a schedule that are listed. */
const ENTRIES_SHOWN = 5;
/** Customers rehearsed: enough that each arm of a usual split is taken by somebody. */
const REHEARSED_CUSTOMERS = 24;
/** How far ahead messages are looked for. */
const REHEARSED_MS = 60 * DAY_MS;

export interface PreviewTask {
  journey: Journey;
  workspace: Workspace;
  templates: { [id: string]: Template };
  nowMs: number;
}

export interface PreviewFacts {
  audienceCount: number | null;
  /** whoever fits enters at the moment of publishing, unless an earlier version let them in so */
  entersAtPublish: boolean;
  entriesAtMs: number[];
  messages: { node: string; channel: string; template: string; earliestAtMs: number | null }[];
}

function entryOf(journey: Journey, registry: NodeRegistry): EntryRule | null {
  for (const node of Object.values(journey.nodes)) {
    const definition = registry.definitionOf(node);
    if (definition?.behaviour.shape !== 'enter') continue;
    const settings = parseBy<unknown>(definition.schema, node.settings);
    return settings.ok ? definition.behaviour.rule(settings.value) : null;
  }
  return null;
}

function occurrences(entry: EntryRule, task: PreviewTask): number[] {
  if (entry.source.on !== 'schedule') return [];
  const zone = scheduleZone(entry, task.journey, task.workspace.timeZone);
  const found: number[] = [];
  for (let fromMs = task.nowMs; found.length < ENTRIES_SHOWN; ) {
    const next = nextOccurrence(entry.source.schedule, zone, fromMs);
    if (!next) break;
    found.push(next.atMs);
    fromMs = next.atMs + 1;
  }
  return found;
}

/** Who a trigger's audience and condition leave; null when entry waits for an event. */
function populationOf(entry: EntryRule): Condition | null {
  const parts: Condition[] = [];
  if (entry.source.on === 'audience') parts.push(entry.source.watched);
  if (entry.audience !== undefined) parts.push({ type: 'audience', audience: entry.audience, is: 'in' });
  if (entry.condition) parts.push(entry.condition);
  return parts.length === 0 ? null : { type: 'all', of: parts };
}

/** Every message node, by what its settings refer to. */
function messageNodes(
  journey: Journey,
  registry: NodeRegistry,
): Omit<PreviewFacts['messages'][number], 'earliestAtMs'>[] {
  return Object.entries(journey.nodes).flatMap(([node, written]) => {
    const definition = registry.definitionOf(written);
    const settings = definition && parseBy<unknown>(definition.schema, written.settings);
    if (!settings?.ok) return [];
    return (definition?.references?.(settings.value).templates ?? []).map((one) => ({ node, ...one }));
  });
}

function inputOf({ knownSinceMs: _known, since: _since, timeZone, ...profile }: Profile): ProfileInput {
  return { ...profile, ...(timeZone === null ? {} : { timeZone }) };
}

/** When each message node first sends, for a sample of customers put in at one instant. */
async function firstSends(
  task: PreviewTask,
  sample: readonly Profile[],
  atMs: number,
  registry: NodeRegistry,
): Promise<Map<string, number>> {
  const { journey, workspace, templates } = task;
  const at = instantText(atMs);
  const { report } = await rehearse(
    {
      scenario: 1,
      title: 'preview',
      workspace,
      templates,
      journeys: { [journey.id]: journey as unknown as JsonObject }, // a journey is plain JSON
      profiles: sample.map(inputOf),
      timeline: [
        { at: instantText(atMs - 1000), publish: journey.id },
        ...sample.map((profile) => ({ at, enrol: { profile: profile.id, journey: journey.id } })),
      ],
      until: instantText(atMs + REHEARSED_MS),
    },
    { registry },
  );
  const first = new Map<string, number>();
  for (const { node, at: sentAt } of report.deliveries) {
    const sentMs = instantMs(sentAt);
    first.set(node, Math.min(first.get(node) ?? sentMs, sentMs));
  }
  return first;
}

/** Errors: throws when the journey was not checked before. */
export async function previewFacts(
  task: PreviewTask,
  reports: Reports,
  registry: NodeRegistry,
): Promise<PreviewFacts> {
  const { journey, workspace, nowMs } = task;
  const nodes = messageNodes(journey, registry);
  const entry = entryOf(journey, registry);
  const isForMany = entry?.source.on === 'schedule' || entry?.source.on === 'audience';
  if (!entry || !isForMany) {
    return {
      audienceCount: null,
      entersAtPublish: false,
      entriesAtMs: [],
      messages: nodes.map((one) => ({ ...one, earliestAtMs: null })),
    };
  }
  const entersAtPublish = entry.source.on === 'audience' && entry.source.includeCurrent;
  const entriesAtMs = occurrences(entry, task);
  const query = {
    condition: populationOf(entry),
    audiences: workspace.audiences,
    nowMs,
    zone: workspace.timeZone,
  };
  const audienceCount = await reports.populationCount(query);
  const firstEntryMs = entersAtPublish ? nowMs : entriesAtMs[0];
  const sample = await reports.populationSample({ ...query, limit: REHEARSED_CUSTOMERS });
  const first =
    firstEntryMs === undefined || sample.length === 0
      ? new Map<string, number>()
      : await firstSends(task, sample, firstEntryMs, registry);
  const messages = nodes
    .map((one) => ({ ...one, earliestAtMs: first.get(one.node) ?? null }))
    .sort(
      (a, b) => (a.earliestAtMs ?? Number.POSITIVE_INFINITY) - (b.earliestAtMs ?? Number.POSITIVE_INFINITY),
    );
  return { audienceCount, entersAtPublish, entriesAtMs, messages };
}
