// Goal: whatever journey the checker accepts runs: nobody is lost, parked, held up for ever or treated otherwise after a crash.
// Method: random documents and random fortnights of events are checked, compiled and rehearsed (fast-check).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkJourney } from '../../engine/core/check/checkJourney.ts';
import { compileJourney } from '../../engine/core/compile.ts';
import { nextVersion } from '../../engine/runner/publish.ts';
import { type RehearsalOptions, rehearse } from '../../engine/runner/rehearsal.ts';
import type { Journey, JourneyInput } from '../../shared/journey/journey.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { type Scenario, scenarioSchema, type TimelineEntry } from '../../shared/scenario.ts';
import { customers, HISTORY_START, history } from '../generators/history.ts';
import { generatedTemplates, generatedWorkspace, journey } from '../generators/journey.ts';

const RUNS = 60;

function checked(document: JourneyInput): Journey {
  const result = checkJourney(document, {
    registry: builtInRegistry,
    templates: generatedTemplates,
    audiences: scenarioOf(document, []).workspace.audiences,
    makeSalt: () => 'salt',
  });
  expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!result.journey) throw new Error('a document without problems was not parsed');
  return result.journey;
}

function scenarioOf(document: JourneyInput, timeline: readonly TimelineEntry[]): Scenario {
  return scenarioSchema.parse({
    scenario: 1,
    title: 'a random fortnight',
    workspace: generatedWorkspace,
    templates: generatedTemplates,
    journeys: { random: document },
    profiles: customers,
    timeline: [{ at: HISTORY_START, publish: 'random' }, ...timeline],
    // every wait is over by then: at most ten nodes, four visits each, a month per wait
    until: '2030-12-31T00:00:00Z',
  });
}

async function outcome(scenario: Scenario, options: RehearsalOptions = {}) {
  const { report } = await rehearse(scenario, options);
  const { duplicates: _duplicates, ...rest } = report;
  return rest;
}

describe('a random journey', () => {
  test('that passes the check compiles, one state per node, into plain JSON', () => {
    fc.assert(
      fc.property(journey, (document) => {
        const parsed = checked(document);
        const version = nextVersion(parsed, undefined, {
          registry: builtInRegistry,
          templates: generatedTemplates,
          nowMs: 0,
          actor: 'test',
          migration: null,
          undoneMove: null,
        });
        const { config } = compileJourney(version, builtInRegistry);
        const states = Object.keys(config.states).filter((state) => !state.startsWith('$'));
        expect(states.toSorted()).toEqual(Object.keys(parsed.nodes).toSorted());
        expect(JSON.parse(JSON.stringify(config))).toEqual(config);
      }),
      { numRuns: RUNS * 5 },
    );
  });

  test('brings every enrollment to its end, parks nobody and ends each exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(journey, history, async (document, timeline) => {
        const report = await outcome(scenarioOf(document, resumed(timeline)));
        expect(report.parked).toEqual([]);
        expect(report.problems.filter(({ code }) => code !== 'transition-refused')).toEqual([]);
        expect(report.waiting).toEqual([]);
        const entered = report.trace.filter(({ node }) => node === 'start').length;
        expect(report.ends).toHaveLength(entered);
      }),
      { numRuns: RUNS },
    );
  });

  test('sends each message once and takes one arm per customer and split', async () => {
    await fc.assert(
      fc.asyncProperty(journey, history, async (document, timeline) => {
        const report = await outcome(scenarioOf(document, timeline));
        const arms = new Map<string, string>();
        for (const { profile, node, arm } of report.exposures) {
          expect(arms.get(`${profile}/${node}`) ?? arm).toBe(arm);
          arms.set(`${profile}/${node}`, arm);
        }
        const visits = report.trace.filter(({ node, outlet }) => node !== 'start' && outlet !== null).length;
        expect(report.deliveries.length).toBeLessThanOrEqual(visits + report.waiting.length);
      }),
      { numRuns: RUNS },
    );
  });

  test('comes out the same when the engine is reopened after every instant', async () => {
    await fc.assert(
      fc.asyncProperty(journey, history, async (document, timeline) => {
        const scenario = scenarioOf(document, timeline);
        expect(await outcome(scenario, { chaos: 'crash' })).toEqual(await outcome(scenario));
      }),
      { numRuns: RUNS },
    );
  });

  test('comes out the same when every event is delivered twice', async () => {
    await fc.assert(
      fc.asyncProperty(journey, history, async (document, timeline) => {
        const scenario = scenarioOf(document, timeline);
        expect(await outcome(scenario, { chaos: 'duplicate' })).toEqual(await outcome(scenario));
      }),
      { numRuns: RUNS },
    );
  });
});

/** A journey left paused holds its people on purpose. */
function resumed(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  return [...timeline, { at: '2026-05-01T00:00:00Z', resume: 'random' }];
}
