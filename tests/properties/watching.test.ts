// Goal: who is kept as being in a watched condition is who meets it, at any instant, by events and by the clock alone.
// Method: generated histories with a journey on a generated condition; what is kept at the end against `evaluate` asked anew.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rehearse } from '../../engine/runner/rehearsal.ts';
import { createMemoryStore } from '../../engine/stores/memory/memoryStore.ts';
import type { PopulationQuery } from '../../engine/stores/store.ts';
import type { Condition } from '../../shared/condition.ts';
import { scenarioSchema } from '../../shared/scenario.ts';
import { READ_NOTHING } from '../conformance/rows.ts';
import { condition, EVENTS } from '../generators/condition.ts';
import { customers, HISTORY_START, history } from '../generators/history.ts';

const HOUR_MS = 3_600_000;
const startMs = Date.parse(HISTORY_START);
const audiences: PopulationQuery['audiences'] = {
  gold: { type: 'attribute', attribute: 'tier', op: '=', value: 'gold' },
  staff: { members: ['c2'] },
};

/** Conditions that time moves, so that most runs have something to foresee. */
const timed: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    type: fc.constant('event' as const),
    event: fc.constantFrom(...EVENTS),
    within: fc.constantFrom('PT1H', 'P1D', 'P7D'),
  }),
  fc.record({
    type: fc.constant('attribute' as const),
    attribute: fc.constantFrom('tier', 'balance'),
    op: fc.constant('hasBeenFor' as const),
    value: fc.constantFrom<string | number>('gold', 'silver', 10, 0),
    for: fc.constantFrom('PT5H', 'P2D'),
  }),
  fc.record({
    type: fc.constant('attribute' as const),
    attribute: fc.constant('due'),
    op: fc.constantFrom('inNext' as const, 'inLast' as const),
    value: fc.constantFrom('P1D', 'P7D'),
  }),
);
const watched: fc.Arbitrary<Condition> = fc.oneof(
  condition,
  timed,
  fc.record({ type: fc.constantFrom('all' as const, 'any' as const), of: fc.array(timed, { maxLength: 3 }) }),
  fc.record({ type: fc.constant('not' as const), of: timed }),
);

function journeyOn(of: Condition) {
  return {
    format: 1,
    id: 'watching',
    name: 'watching',
    timeZone: 'Europe/Berlin',
    nodes: {
      start: {
        kind: 'trigger',
        settings: { on: 'audience', condition: of, reentry: { mode: 'afterExit' } },
        next: { next: 'end' },
      },
      end: { kind: 'exit', settings: { reason: 'seen' }, next: {} },
    },
  };
}

test('what is kept about an audience is what asking anew would find', async () => {
  let entryCount = 0;
  let inCount = 0;
  await fc.assert(
    fc.asyncProperty(watched, history, fc.nat(20 * 24), fc.boolean(), async (of, timeline, hours, crash) => {
      const untilMs = startMs + hours * HOUR_MS + 1;
      const stores = createMemoryStore();
      const scenario = scenarioSchema.parse({
        scenario: 1,
        title: 'watching',
        workspace: { timeZone: 'UTC', audiences },
        journeys: { watching: journeyOn(of) },
        profiles: customers,
        timeline: [{ at: HISTORY_START, publish: 'watching' }, ...timeline],
        until: new Date(untilMs).toISOString(),
      });
      const { report } = await rehearse(scenario, {
        open: () => stores,
        chaos: crash ? 'crash' : undefined,
      });
      expect(report.problems.map(({ journey }) => journey)).not.toContain('watching');
      entryCount += report.ends.length;
      const asked = { condition: of, audiences, nowMs: untilMs, zone: 'Europe/Berlin' };
      const met = await stores.store.population({ ...asked, afterProfileId: '', limit: 10 });
      const kept = await stores.store.loadCustomers(['c1', 'c2'], READ_NOTHING);
      const isIn = kept.filter(({ watches }) => watches.some((row) => row.type === 'membership' && row.isIn));
      expect(isIn.map(({ profileId }) => profileId)).toEqual(met);
      inCount += met.length;
    }),
    { numRuns: 200 },
  );
  // a history in which nobody ever comes or goes would prove nothing
  expect(entryCount).toBeGreaterThan(30);
  expect(inCount).toBeGreaterThan(30);
}, 120_000);
