// Goal: what was decided is for everybody: the test is over, so nobody goes round it any more.
// Method: an engine in memory; runs are analyses of made-up counts kept as the split's own.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { type Engine, VirtualClock } from '../../../engine/index.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { experimentInput } from '../experiments/experimentInput.ts';
import { collected, enter, HOUR, journey, openEngine, people, publish, START } from './trafficWorld.ts';

const aside = {
  kind: 'delay',
  settings: { duration: 'P1D' },
  next: { next: 'end' },
};
const end = { kind: 'exit', settings: {}, next: {} };
const document = (next = { A: 'end', rest: 'aside' }) =>
  journey({ traffic: { share: 40, layer: 'cards' }, next, more: { aside, end } });

/** Converters of 15,000 customers in each arm, over fifteen days. */
async function kept(engine: Engine, ofA: number, ofB: number, plan: ExperimentPlanInput = {}) {
  const groups = Array.from({ length: 15 }, (_, day) => [
    { arm: 'A', day, units: 1_000, conversions: ofA },
    { arm: 'B', day, units: 1_000, conversions: ofB },
  ]).flat();
  const input = {
    ...experimentInput(groups, { plan: { plannedCustomers: 30_000, ...plan } }),
    journey: { id: 'offer', name: 'offer' },
    node: 'ab',
    arms: [
      { id: 'A', name: 'A', control: false, sharePercent: 50, isRemoved: false, removal: null },
      { id: 'B', name: 'B', control: true, sharePercent: 50, isRemoved: false, removal: null },
    ],
  };
  const analysed = { input, analysis: analyse(input), codeVersion: '1' };
  return engine.experiments.keep(analysed, { actor: 'ana', isLook: true });
}

const asked = { journeyId: 'offer', node: 'ab', decidedBy: 'ana', approvedBy: 'bo', reason: 'agreed' };
const last = (engine: Engine) => engine.roster.versionsOf('offer').at(-1);

describe.each([
  { decision: 'rollOut' as const, arm: 'A' },
  { decision: 'keepControl' as const, arm: null },
])('$decision', (decided) => {
  test('takes traffic, its way out and what only that led to away, and the journey stays without a problem', async () => {
    const engine = await openEngine();
    expect(await publish(engine, document())).toEqual([]);
    const run = await kept(engine, 80, 50);
    const done = await engine.experiments.decide({ ...asked, ...decided, runId: run.id });
    expect(done).toMatchObject({ ok: true, value: { version: 2 } });
    const version = last(engine);
    expect(version?.document.nodes.ab?.settings.traffic).toBeUndefined();
    expect(version?.document.nodes.ab?.next).toEqual({ A: 'end' });
    expect(Object.keys(version?.document.nodes ?? {}).toSorted()).toEqual(['ab', 'end', 'start']);
    expect(version?.allocations.ab?.traffic).toBeUndefined();
    expect(version?.allocations.ab?.epoch).toBe(2);
    expect(engine.desk.check(version?.document).problems).toEqual([]);
    await enter(engine, people(50));
    expect(await engine.reports.exposures({ journeyId: 'offer' })).toHaveLength(50);
  });

  test('is an epoch, and no amendment', async () => {
    const clock = new VirtualClock(START);
    const engine = await openEngine(undefined, clock);
    await publish(engine, document());
    await enter(engine, people(20));
    clock.moveTo(START + HOUR);
    const run = await kept(engine, 80, 50);
    await engine.experiments.decide({ ...asked, ...decided, runId: run.id });
    const { amendments, epochs } = await collected(engine, 'offer');
    expect(amendments).toEqual([]);
    expect(epochs).toHaveLength(2);
  });

  test('leaves what arms lead to as well, and an unpublished draft loses the same', async () => {
    const engine = await openEngine();
    await publish(engine, document({ A: 'aside', rest: 'aside' }));
    const revision = engine.roster.records.get('offer')?.revision ?? 0;
    const draft = { ...document({ A: 'aside', rest: 'aside' }), name: 'drafted' } as unknown as JsonObject;
    await engine.desk.saveDraft('offer', draft, revision);
    const run = await kept(engine, 80, 50);
    await engine.experiments.decide({ ...asked, ...decided, runId: run.id });
    expect(last(engine)?.document.nodes.aside).toBeDefined();
    const after = engine.roster.records.get('offer')?.draft;
    expect(after).toMatchObject({ name: 'drafted', nodes: { ab: { next: { A: 'aside' } } } });
    expect(JSON.stringify(after)).not.toContain('"traffic"');
  });
});

test('shares that follow the data leave the traffic and its slots as they are', async () => {
  const engine = await openEngine();
  await publish(engine, document());
  const plan: ExperimentPlanInput = { automation: { rule: 'thompson', floor: 0.05 } };
  const run = await kept(engine, 80, 50, plan);
  const done = await engine.experiments.automate(run, { type: 'reallocate', shares: { A: 95, B: 5 } });
  expect(done.ok).toBe(true);
  const [first, second] = engine.roster.versionsOf('offer');
  expect(second?.allocations.ab?.traffic).toEqual(first?.allocations.ab?.traffic);
  expect(second?.document.nodes.ab?.next.rest).toBe('aside');
  expect(second?.allocations.ab?.epoch).toBe(2);
});
