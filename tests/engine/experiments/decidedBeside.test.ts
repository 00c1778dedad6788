// Goal: what was analysed before the arms changed decides about nothing that is not there any more.
// Method: an engine in memory; an arm is taken away between an analysis and what follows from it.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Engine } from '../../../engine/index.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { enter, journey, openEngine, people } from '../traffic/trafficWorld.ts';
import { experimentInput } from './experimentInput.ts';

const document = (arms: readonly string[], salt = 'fixed') => {
  const base = journey();
  const share = 100 / arms.length;
  const ab = {
    kind: 'split',
    settings: { salt, arms: arms.map((id) => ({ id, share, control: id === 'B' })) },
    next: {},
  };
  return { ...base, nodes: { ...base.nodes, ab } };
};

async function kept(engine: Engine) {
  const groups = Array.from({ length: 15 }, (_, day) => [
    { arm: 'A', day, units: 1_000, conversions: 80 },
    { arm: 'B', day, units: 1_000, conversions: 50 },
  ]).flat();
  const input = {
    ...experimentInput(groups, { plan: { plannedCustomers: 30_000 } }),
    journey: { id: 'offer', name: 'offer' },
    node: 'ab',
    salt: 'fixed',
    arms: ['A', 'B'].map((id) => ({
      id,
      name: id,
      control: id === 'B',
      sharePercent: 50,
      isRemoved: false,
      removal: null,
    })),
  };
  return engine.experiments.keep(
    { input, analysis: analyse(input), codeVersion: '1' },
    { actor: 'ana', isLook: true },
  );
}

const asked = { journeyId: 'offer', node: 'ab', decidedBy: 'ana', approvedBy: 'bo', reason: 'agreed' };
const versionsOf = (engine: Engine) => engine.roster.versionsOf('offer').map(({ version }) => version);

describe.each([
  { what: 'the arm was taken away', changed: document(['C', 'B']) },
  { what: 'an arm was added', changed: document(['A', 'B', 'C', 'D']) },
  { what: 'the split began anew with another salt', changed: document(['A', 'B'], 'other') },
])('$what since', ({ changed }) => {
  const opened = async () => {
    const engine = await openEngine();
    await engine.publish(document(['A', 'B']));
    const run = await kept(engine);
    expect((await engine.publish(changed)).ok).toBe(true);
    return { engine, run };
  };

  test('nobody rolls out by the analysis from before', async () => {
    const { engine, run } = await opened();
    const done = await engine.experiments.decide({ ...asked, decision: 'rollOut', arm: 'A', runId: run.id });
    expect(done).toMatchObject({ ok: false, problems: [{ code: 'run-not-newest' }] });
    expect(versionsOf(engine)).toEqual([1, 2]);
    await enter(engine, people(20));
    expect(await engine.reports.exposures({ journeyId: 'offer' })).toHaveLength(20);
  });

  test('automation does nothing by it', async () => {
    const { engine, run } = await opened();
    const deeds = [
      { type: 'reallocate', shares: { A: 90, B: 10 } },
      { type: 'rollOut', arm: 'A', holdback: 0.05 },
      { type: 'keepControl' },
    ] as const;
    for (const deed of deeds) {
      expect(await engine.experiments.automate(run, deed)).toEqual({ ok: true, value: null });
    }
    expect(versionsOf(engine)).toEqual([1, 2]);
  });
});

test('a draft with other arms keeps them, and their shares, when another arm is rolled out', async () => {
  const engine = await openEngine();
  await engine.publish(document(['A', 'B']));
  const run = await kept(engine);
  const draft = document(['C', 'B']) as unknown as JsonObject; // a document is JSON
  await engine.desk.saveDraft('offer', draft, engine.roster.records.get('offer')?.revision ?? 0);
  const done = await engine.experiments.decide({ ...asked, decision: 'rollOut', arm: 'A', runId: run.id });
  expect(done).toMatchObject({ ok: true, value: { version: 2 } });
  expect(engine.roster.records.get('offer')?.draft).toEqual(draft);
});
