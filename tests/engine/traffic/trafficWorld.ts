import { analysisInputSchema } from '../../../engine/core/experiments/analysisInput.ts';
import {
  createEngine,
  createMemoryStore,
  type Engine,
  type Stores,
  VirtualClock,
} from '../../../engine/index.ts';
import { collectAnalysisInput } from '../../../engine/runner/experiments/collectAnalysisInput.ts';
import { knownSplits } from '../../../engine/runner/experiments/otherSplits.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';

export const stores = [
  { name: 'memory', open: (): Stores => createMemoryStore() },
  { name: 'SQLite', open: (): Stores => openSqliteStore(':memory:') },
];

export const START = Date.UTC(2026, 3, 1);
export const HOUR = 3_600_000;

export interface Drawn {
  id?: string;
  salt?: string;
  traffic?: JsonObject | undefined;
  unit?: { attribute: string } | undefined;
  next?: { [outlet: string]: string };
  more?: JourneyInput['nodes'];
}

/** Entered by hand again and again, an equal split, and a way of their own for those it does not test. */
export function journey({
  id = 'offer',
  salt = 'fixed',
  traffic,
  unit,
  next,
  more = {},
}: Drawn = {}): JourneyInput {
  return {
    format: 1,
    id,
    name: id,
    goals: [{ id: 'bought', event: 'bought', exit: false }],
    nodes: {
      start: {
        kind: 'trigger',
        settings: { on: 'manual', reentry: { mode: 'afterExit' } },
        next: { next: 'ab' },
      },
      ab: {
        kind: 'split',
        settings: {
          salt,
          arms: [
            { id: 'A', share: 50 },
            { id: 'B', share: 50, control: true },
          ],
          ...(traffic ? { traffic } : {}),
          ...(unit ? { unit } : {}),
        },
        next: next ?? {},
      },
      ...more,
    },
  };
}

export async function openEngine(
  open: () => Stores = createMemoryStore,
  clock = new VirtualClock(START),
): Promise<Engine> {
  return createEngine({ stores: open(), providers: new ScriptedProviders(), clock });
}

/** What an analysis of a journey's split rests on, a day after the start. */
export async function collected(engine: Engine, journeyId: string) {
  const { roster } = engine;
  const input = await collectAnalysisInput(engine.reports, roster.versionsOf(journeyId), {
    registry: builtInRegistry,
    workspaceZone: 'UTC',
    node: 'ab',
    asOfMs: START + 24 * HOUR,
    knownSplits: knownSplits(
      [...roster.records.keys()].map((id) => roster.versionsOf(id)),
      builtInRegistry,
    ),
  });
  return analysisInputSchema.parse(input);
}

/** Codes of what a publish was refused for; empty where it was done. */
export async function publish(engine: Engine, document: JourneyInput): Promise<string[]> {
  const done = await engine.publish(document);
  return done.ok ? [] : done.problems.map(({ code }) => code);
}

export async function enter(engine: Engine, profiles: readonly string[], journeyId = 'offer'): Promise<void> {
  for (const profile of profiles) await engine.enrol({ profile, journey: journeyId });
  await engine.settle();
}

export const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `c${index}`);
