// Goal: a decision is written down with what it rests on, carried out by a version, and refused where the plan says no.
// Method: an engine in memory with a published split; runs are analyses of made-up counts kept as the split's own.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import { automaticDeed } from '../../../engine/core/experiments/automaticDeed.ts';
import { createEngine, createMemoryStore, type Engine, VirtualClock } from '../../../engine/index.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { DAY_MS, experimentInput, type Group } from './experimentInput.ts';

const journey = (plan: ExperimentPlanInput = {}): JsonObject => ({
  format: 1,
  id: 'j1',
  name: 'Account opening',
  goals: [{ id: 'opened', event: 'opened', within: 'P7D' }],
  nodes: {
    start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'split' } },
    split: {
      kind: 'split',
      settings: {
        salt: 's1',
        arms: [
          { id: 'control', share: 50, control: true },
          { id: 'treatment', share: 50 },
        ],
        plan: plan as JsonObject,
      },
      next: {},
    },
  },
});

async function opened(plan: ExperimentPlanInput = {}): Promise<{ engine: Engine; clock: VirtualClock }> {
  const clock = new VirtualClock(Date.UTC(2026, 3, 1));
  const engine = await createEngine({
    stores: createMemoryStore(),
    providers: new ScriptedProviders(),
    clock,
  });
  const published = await engine.publish(journey(plan));
  expect(published.ok).toBe(true);
  return { engine, clock };
}

/** Converters of 10,000 customers in each arm, over fifteen days. */
function inputOf(control: number, treatment: number, plan: ExperimentPlanInput = {}) {
  const groups = Array.from({ length: 15 }, (_, day) => [
    { arm: 'control', day, units: 1_000, conversions: control },
    { arm: 'treatment', day, units: 1_000, conversions: treatment },
  ]).flat();
  return experimentInput(groups, { plan: { plannedCustomers: 30_000, ...plan } });
}

async function kept(engine: Engine, control: number, treatment: number, plan: ExperimentPlanInput = {}) {
  const input = inputOf(control, treatment, plan);
  return engine.experiments.keep(
    { input, analysis: analyse(input), codeVersion: '1' },
    { actor: 'ana', isLook: true },
  );
}

const asked = {
  journeyId: 'j1',
  node: 'split',
  decision: 'rollOut' as const,
  arm: 'treatment',
  reason: null,
  decidedBy: 'ana',
  approvedBy: null,
};

function sharesOf(engine: Engine): { [arm: string]: number } {
  const slots = engine.roster.versionsOf('j1').at(-1)?.allocations.split?.slots ?? [];
  const shares: { [arm: string]: number } = {};
  for (const { arm, from, to } of slots) shares[arm] = (shares[arm] ?? 0) + (to - from) / 100;
  return shares;
}

const codesOf = (done: { ok: true } | { ok: false; problems: readonly { code: string }[] }) =>
  done.ok ? [] : done.problems.map(({ code }) => code);

describe('runs', () => {
  test('the same data are the same run, however often they are looked at', async () => {
    const { engine } = await opened();
    const first = await kept(engine, 50, 80);
    const second = await kept(engine, 50, 80);
    expect(second.id).toBe(first.id);
    expect(await engine.reports.lookCount({ journeyId: 'j1', node: 'split' })).toBe(2);
  });

  test('an embedded engine analyses its splits itself, and refuses one it does not know', async () => {
    const { engine } = await opened();
    const by = { actor: 'ana', codeVersion: '1' };
    const done = await engine.experiments.run({ journeyId: 'j1', node: 'split' }, by);
    expect(done).toMatchObject({ ok: true, value: { verdict: 'draft', exposedCount: 0 } });
    expect(codesOf(await engine.experiments.run({ journeyId: 'j1', node: 'nowhere' }, by))).toEqual([
      'not-found',
    ]);
  });

  test('a kept run gives the same bytes again', async () => {
    const { engine } = await opened();
    const run = await kept(engine, 50, 80);
    expect(JSON.stringify(analyse(run.input))).toBe(JSON.stringify(run.analysis));
  });
});

describe('decisions', () => {
  test('what the plan allows is carried out by a version with the shares, in a new epoch', async () => {
    const { engine } = await opened();
    const run = await kept(engine, 50, 80);
    expect(run.verdict).toBe('winner');
    const done = await engine.experiments.decide({ ...asked, runId: run.id });
    expect(done).toMatchObject({ ok: true, value: { byRule: true, version: 2, verdict: 'winner' } });
    expect(sharesOf(engine)).toEqual({ treatment: 100 });
    expect(engine.roster.versionsOf('j1').at(-1)?.allocations.split?.epoch).toBe(2);
  });

  test('what it does not allow needs a reason and a second person', async () => {
    const { engine } = await opened();
    const { id: runId } = await kept(engine, 50, 50);
    expect(codesOf(await engine.experiments.decide({ ...asked, runId }))).toEqual(['reason-missing']);
    const alone = { ...asked, runId, reason: 'the board wants it', approvedBy: 'ana' };
    expect(codesOf(await engine.experiments.decide(alone))).toEqual(['reason-missing']);
    const done = await engine.experiments.decide({ ...alone, approvedBy: 'bo' });
    expect(done).toMatchObject({ ok: true, value: { byRule: false, approvedBy: 'bo' } });
  });

  test('a decision rests on the newest run', async () => {
    const { engine } = await opened();
    const old = await kept(engine, 50, 80);
    await kept(engine, 50, 81);
    expect(codesOf(await engine.experiments.decide({ ...asked, runId: old.id }))).toEqual(['run-not-newest']);
  });

  test.each(['ANA', ' ana ', 'Ａｎａ'])('“%s” is no second person beside “ana”', async (approvedBy) => {
    const { engine } = await opened();
    const { id: runId } = await kept(engine, 50, 50);
    const alone = { ...asked, runId, reason: 'the board wants it', approvedBy };
    expect(codesOf(await engine.experiments.decide(alone))).toEqual(['reason-missing']);
  });

  test('two who decide at once do not both decide', async () => {
    const { engine } = await opened();
    const { id: runId } = await kept(engine, 50, 80);
    const against = {
      ...asked,
      runId,
      decision: 'keepControl' as const,
      arm: null,
      reason: 'too dear',
      approvedBy: 'bo',
    };
    const done = await Promise.all([
      engine.experiments.decide({ ...asked, runId }),
      engine.experiments.decide(against),
    ]);
    expect(done.map(codesOf)).toEqual([[], ['run-decided']]);
    expect(sharesOf(engine)).toEqual({ treatment: 100 });
    expect(await engine.reports.decisions({})).toHaveLength(1);
  });

  test('to go on ends nothing: the same analysis can be decided afterwards', async () => {
    const { engine } = await opened();
    const { id: runId } = await kept(engine, 50, 80);
    const waiting = {
      ...asked,
      runId,
      decision: 'continue' as const,
      arm: null,
      reason: 'payday',
      approvedBy: 'bo',
    };
    expect((await engine.experiments.decide(waiting)).ok).toBe(true);
    expect((await engine.experiments.decide({ ...asked, runId })).ok).toBe(true);
  });

  test.each([
    ['rollOut', null, 'missing-field'],
    ['rollOut', 'nobody', 'unknown-arm'],
    ['rollOut', 'control', 'control-rolled-out'],
    ['keepControl', 'treatment', 'unknown-field'],
  ] as const)('%s of arm %s is refused: %s', async (decision, arm, code) => {
    const { engine } = await opened();
    const { id: runId } = await kept(engine, 50, 80);
    expect(codesOf(await engine.experiments.decide({ ...asked, runId, decision, arm }))).toEqual([code]);
  });

  test('a draft keeps its changes and takes the shares', async () => {
    const { engine } = await opened();
    const record = engine.roster.records.get('j1');
    await engine.desk.saveDraft('j1', { ...journey(), name: 'Renamed' }, record?.revision ?? 0);
    const { id: runId } = await kept(engine, 50, 80);
    await engine.experiments.decide({ ...asked, runId });
    const after = engine.roster.records.get('j1');
    expect(after?.draft).toMatchObject({
      name: 'Renamed',
      nodes: { split: { settings: { arms: [{ share: 0 }, { share: 100 }] } } },
    });
    expect(engine.roster.versionsOf('j1').at(-1)?.document.name).toBe('Account opening');
  });

  test.each(['close', 'stop'] as const)(
    'after %s nothing is published, and the decision says so',
    async (deed) => {
      const { engine } = await opened();
      const { id: runId } = await kept(engine, 50, 80);
      await engine.change('j1', deed);
      const done = await engine.experiments.decide({ ...asked, runId });
      expect(done).toMatchObject({ ok: true, value: { decision: 'rollOut', version: null } });
      expect(engine.roster.versionsOf('j1')).toHaveLength(1);
    },
  );

  test('an arm that a later version took away is not rolled out', async () => {
    const { engine } = await opened();
    const input = inputOf(50, 80);
    const arms = input.arms.map((arm) => ({ ...arm, isRemoved: arm.id === 'treatment' }));
    const changed = { ...input, arms };
    const run = await engine.experiments.keep(
      { input: changed, analysis: analyse(changed), codeVersion: '1' },
      { actor: 'ana', isLook: true },
    );
    expect(codesOf(await engine.experiments.decide({ ...asked, runId: run.id }))).toEqual(['arm-removed']);
  });

  test('while the journey is paused shares cannot change', async () => {
    const { engine } = await opened();
    const { id: runId } = await kept(engine, 50, 80);
    await engine.change('j1', 'pause');
    expect(codesOf(await engine.experiments.decide({ ...asked, runId }))).toEqual(['transition-refused']);
    expect(await engine.reports.decisions({})).toEqual([]);
  });
});

describe('automation', () => {
  test('a plan’s superiority rule rolls the winner out and holds some customers back', async () => {
    const plan: ExperimentPlanInput = { automation: { rule: 'superiority', holdback: 0.1 } };
    const { engine } = await opened(plan);
    const run = await kept(engine, 50, 80, plan);
    const deed = automaticDeed(run.analysis);
    expect(deed).toEqual({ type: 'rollOut', arm: 'treatment', holdback: 0.1 });
    if (deed) await engine.experiments.automate(run, deed);
    expect(sharesOf(engine)).toEqual({ control: 10, treatment: 90 });
    expect(await engine.reports.decisions({})).toMatchObject([
      { isAutomatic: true, byRule: true, version: 2 },
    ]);
  });

  test('a rule decides nothing for a journey that lets nobody in any more', async () => {
    const plan: ExperimentPlanInput = { automation: { rule: 'superiority' } };
    const { engine } = await opened(plan);
    const run = await kept(engine, 50, 80, plan);
    await engine.change('j1', 'close');
    const deed = automaticDeed(run.analysis);
    expect(deed && (await engine.experiments.automate(run, deed))).toEqual({ ok: true, value: null });
    expect(await engine.reports.decisions({})).toEqual([]);
  });

  test.each([
    ['without a rule', 80, {}],
    ['without a winner', 50, { automation: { rule: 'superiority' } }],
    ['where no conclusion is wanted', 80, { conclusion: 'none', automation: { rule: 'superiority' } }],
  ] as const)('nothing is done %s', (_case, treatment, plan) => {
    expect(automaticDeed(analyse(inputOf(50, treatment, plan)))).toBeNull();
  });

  test('nothing is done while a check fails', () => {
    const plan: ExperimentPlanInput = { automation: { rule: 'superiority' } };
    const input = {
      ...inputOf(50, 80, plan),
      epochs: inputOf(50, 80).epochs.map((epoch) => ({ ...epoch, shares: { control: 40, treatment: 60 } })),
    };
    const analysis = analyse(input);
    expect(analysis.verdict.state).toBe('doNotTrust');
    expect(automaticDeed(analysis)).toBeNull();
  });

  test('Thompson’s shares follow the chance within the epochs, not the rates pooled over them', () => {
    const days = (day: number, epoch: number, [control, treatment]: [Counts, Counts]): Group[] => [
      { arm: 'control', day, epoch, ...control },
      { arm: 'treatment', day, epoch, ...treatment },
    ];
    type Counts = { units: number; conversions: number };
    // the treatment is better in both epochs; most of its customers came in the second, when hardly anybody converts
    const groups = [
      ...days(0, 1, [
        { units: 5_000, conversions: 500 },
        { units: 5_000, conversions: 560 },
      ]),
      ...days(8, 2, [
        { units: 2_000, conversions: 40 },
        { units: 18_000, conversions: 450 },
      ]),
    ];
    const input = experimentInput(groups, { plan: { automation: { rule: 'thompson', floor: 0.1 } } });
    const [first] = input.epochs;
    if (!first) throw new Error('no epoch');
    const second = {
      ...first,
      epoch: 2,
      fromMs: first.fromMs + 8 * DAY_MS,
      shares: { control: 10, treatment: 90 },
    };
    const analysis = analyse({ ...input, epochs: [first, second] });
    const [control, treatment] = analysis.primary?.arms ?? [];
    const rateOf = (arm: typeof control) => (arm?.conversions ?? 0) / (arm?.units ?? 1);
    expect(rateOf(treatment)).toBeLessThan(rateOf(control));
    const deed = automaticDeed(analysis);
    const chance = treatment?.chanceBest ?? 0;
    expect(chance).toBeGreaterThan(0.95);
    expect(deed?.type === 'reallocate' && deed.shares.treatment).toBeCloseTo(10 + 80 * chance, 1);
  });

  test('Thompson’s shares follow the chance to be best, above the floor, and are audited', async () => {
    const plan: ExperimentPlanInput = { automation: { rule: 'thompson', floor: 0.1 } };
    const { engine } = await opened(plan);
    const run = await kept(engine, 50, 80, plan);
    const deed = automaticDeed(run.analysis);
    expect(deed).toMatchObject({ type: 'reallocate', shares: { control: 10, treatment: 90 } });
    if (deed) await engine.experiments.automate(run, deed);
    expect(sharesOf(engine)).toEqual({ control: 10, treatment: 90 });
    const { items } = await engine.reports.audit({ limit: 1, cursor: null });
    expect(items).toMatchObject([
      { actor: 'automation', deed: 'reallocate', detail: { run: run.id, version: 2 } },
    ]);
  });
});
