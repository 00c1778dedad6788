// Goal: what was analysed before the arms changed decides about nothing that is not there any more.
// Method: an engine in memory; an arm is taken away between an analysis and what follows from it.
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../engine/index.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { enter, journey, openEngine, people } from '../traffic/trafficWorld.ts';
import { agreed, keptRun } from './keptRun.ts';

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

const versionsOf = (engine: Engine) => engine.roster.versionsOf('offer').map(({ version }) => version);

describe.each([
  { what: 'the arm was taken away', changed: document(['C', 'B']) },
  { what: 'an arm was added', changed: document(['A', 'B', 'C', 'D']) },
  { what: 'the split began anew with another salt', changed: document(['A', 'B'], 'other') },
])('$what since', ({ changed }) => {
  const opened = async () => {
    const engine = await openEngine();
    await engine.publish(document(['A', 'B']));
    const run = await keptRun(engine);
    expect((await engine.publish(changed)).ok).toBe(true);
    return { engine, run };
  };

  test('nobody rolls out by the analysis from before', async () => {
    const { engine, run } = await opened();
    const done = await engine.experiments.decide({ ...agreed, decision: 'rollOut', arm: 'A', runId: run.id });
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
  const run = await keptRun(engine);
  const draft = document(['C', 'B']) as unknown as JsonObject; // a document is JSON
  await engine.desk.saveDraft('offer', draft, engine.roster.records.get('offer')?.revision ?? 0);
  const done = await engine.experiments.decide({ ...agreed, decision: 'rollOut', arm: 'A', runId: run.id });
  expect(done).toMatchObject({ ok: true, value: { version: 2 } });
  expect(engine.roster.records.get('offer')?.draft).toEqual(draft);
});
