import type { ReceiptKind } from '../../../shared/event.ts';
import type { NodeId } from '../../../shared/ids.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { EntryRule } from '../../../shared/nodes/entryRule.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { type Scenario, scenarioSchema, type TimelineEntry } from '../../../shared/scenario.ts';
import type { Template } from '../../../shared/template.ts';
import { instantText } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import type { WorkspaceInput } from '../../../shared/workspace.ts';

/** between publishing and entry, so that the two are in this order */
const ENTRY_AFTER_MS = 1000;

/** Something an operator lets happen on the way; times count from entry. */
export type Happening = { id: string; afterMs: number } & (
  | { type: 'event'; event: string; properties: JsonObject }
  | { type: 'receipt'; node: NodeId; kind: ReceiptKind }
);

export interface Rehearsal {
  journey: Journey;
  profile: ProfileInput;
  startMs: number;
  days: number;
  entryProperties: JsonObject;
  happenings: readonly Happening[];
}

interface World {
  registry: NodeRegistry;
  workspace: WorkspaceInput;
  templates: { [id: string]: Template };
}

function entryRuleOf(journey: Journey, registry: NodeRegistry): EntryRule | null {
  for (const node of Object.values(journey.nodes)) {
    const definition = registry.definitionOf(node);
    if (definition?.behaviour.shape !== 'enter') continue;
    const parsed = definition.schema.safeParse(node.settings);
    return parsed.success ? definition.behaviour.rule(parsed.data) : null;
  }
  return null;
}

/** By its event where the trigger waits for one, else by hand: a schedule would take its own time. */
function entryOf(rehearsal: Rehearsal, rule: EntryRule | null): TimelineEntry {
  const { journey, profile, startMs, entryProperties: properties } = rehearsal;
  const at = instantText(startMs + ENTRY_AFTER_MS);
  if (rule?.source.on === 'event') {
    const event = { id: 'rehearsal-entry', name: rule.source.event, profile: profile.id, properties };
    return { at, event };
  }
  return { at, enrol: { profile: profile.id, journey: journey.id, properties } };
}

function happeningEntry(happening: Happening, { journey, profile, startMs }: Rehearsal): TimelineEntry {
  const at = instantText(startMs + ENTRY_AFTER_MS + happening.afterMs);
  if (happening.type === 'event') {
    const { id, event: name, properties } = happening;
    return { at, event: { id: `rehearsal-${id}`, name, profile: profile.id, properties } };
  }
  const { node, kind } = happening;
  return { at, receipt: { profile: profile.id, journey: journey.id, node, kind } };
}

/** The draft and one customer as a scenario, the form the engine rehearses. */
export function rehearsalScenario(rehearsal: Rehearsal, { registry, workspace, templates }: World): Scenario {
  const { journey, profile, startMs, days, happenings } = rehearsal;
  const inOrder = [...happenings].sort((a, b) => a.afterMs - b.afterMs);
  // what an operator typed is checked here like any other scenario
  return scenarioSchema.parse({
    scenario: 1,
    title: journey.name,
    workspace,
    templates,
    journeys: { [journey.id]: journey },
    profiles: [profile],
    timeline: [
      { at: instantText(startMs), publish: journey.id },
      entryOf(rehearsal, entryRuleOf(journey, registry)),
      ...inOrder.map((happening) => happeningEntry(happening, rehearsal)),
    ],
    until: instantText(startMs + days * DAY_MS),
  });
}
