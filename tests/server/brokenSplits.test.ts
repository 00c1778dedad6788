// Goal: a split that is broken on purpose is called broken over the API by the right check, and may not be rolled out; looking every day finds no winner where there is none.
// Method: one fault each, fed over HTTP to a real server on SQLite; the daily looks on a virtual clock.
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../shared/experiment/analysis.ts';
import { instantText } from '../../shared/time.ts';
import { seededDraws } from '../engine/statistics/seeded.ts';
import { analysedTrials } from './analysedTrials.ts';
import { brokenTrials } from './brokenTrials.ts';
import { DAY_MS, feedTrial } from './feedTrial.ts';
import { openTestServer } from './openTestServer.ts';

const broken = brokenTrials(Date.now());
const { analysed, server } = analysedTrials(
  broken.map(({ trial }) => trial),
  { withinMs: 120_000 },
);

describe.each(broken.filter(({ isWarning }) => !isWarning))('$fault', ({ trial, check, advice }) => {
  test('fails its check beyond the threshold, and no other than those it makes fail', () => {
    const { checks } = analysed(trial.id);
    expect(checks.find(({ id }) => id === check)).toMatchObject({ state: 'failed', advice });
    const ratios = ['assignedRatio', 'exposedRatio', 'analysedRatio'];
    const failed = checks.filter(({ state, id }) => state === 'failed' && !ratios.includes(id));
    expect(failed.map(({ id }) => id)).toEqual(ratios.includes(check) ? [] : [check]);
  });

  test('is not to be trusted, and a roll-out is against the rule', async () => {
    const { verdict, rule } = analysed(trial.id);
    expect(verdict).toMatchObject({ state: 'doNotTrust', changesWith: 'repair' });
    expect(verdict.failedChecks).toContain(check);
    expect(rule.allows).not.toContain('rollOut');
    const params = { id: trial.id, node: 'ab' };
    const { id: run } = await server().call('runAnalysis', { params, body: {} });
    const body = { run, decision: 'rollOut' as const, arm: 'treatment', decidedBy: 'Ana' };
    await expect(server().call('decide', { params, body })).rejects.toThrow('reason-missing');
  });
});

test('shares moved while conversions fall are a warning, and the effect is that of the epochs', () => {
  const { checks, strata, primary, verdict } = analysed('moved');
  expect(checks.find(({ id }) => id === 'epochs')).toMatchObject({ state: 'warning', advice: 'simpson' });
  expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(strata.combined[0]?.hasSimpsonWarning).toBe(true);
  expect(strata.combined[0]?.pooledDifference).toBeCloseTo(-0.024, 12);
  expect(primary?.comparisons[0]?.fixedHorizon.difference).toMatchObject({ state: 'computed' });
  const { difference } = primary?.comparisons[0]?.fixedHorizon ?? {};
  expect(difference?.state === 'computed' && difference.estimate).toBeCloseTo(0.015, 12);
  expect(verdict.state).not.toBe('loser');
});

test('28 daily looks at two equal arms, one of which a fixed test would have believed, find nothing', async () => {
  const startMs = Date.parse('2026-03-02T09:00:00Z');
  const perDay = 60;
  const virtual = await openTestServer({ startMs });
  const trial = {
    id: 'equal',
    goals: [{ id: 'opened', event: 'opened', within: 'P1D' }],
    arms: [
      { id: 'control', share: 50, control: true },
      { id: 'treatment', share: 50 },
    ],
    plan: { plannedCustomers: 2 * 28 * perDay, minimumDays: 7 },
    customers: [],
  };
  await feedTrial(virtual, trial);
  // the first seed whose arms part by chance for days: 2.70 standard errors on the worst of them
  const draw = seededDraws(1);
  const params = { id: 'equal', node: 'ab' };
  const states = new Set<string>();
  let believed = 0;
  for (let day = 0; day < 28; day++) {
    const exposedAt = instantText(startMs + day * DAY_MS);
    const ids = Array.from({ length: 2 * perDay }, (_, n) => `${day}-${n}`);
    const armOf = (n: number) => (n < perDay ? 'control' : 'treatment');
    virtual.clock.moveTo(startMs + day * DAY_MS);
    await virtual.call('importExposures', {
      params,
      body: { exposures: ids.map((profile, n) => ({ profile, arm: armOf(n), exposedAt })) },
    });
    const converted = ids.filter(() => draw() < 0.2);
    const events = converted.map((profile) => ({ id: `o-${profile}`, profile, name: 'opened' }));
    await virtual.call('trackEvents', { body: { events } });
    virtual.clock.moveTo(startMs + (day + 1) * DAY_MS);
    await virtual.settle();
    const { analysis } = await virtual.call('runAnalysis', { params, body: {} });
    states.add(analysis.verdict.state);
    if (fixedTestRejects(analysis)) believed += 1;
    expect(analysis.rule.allows).not.toContain('rollOut');
  }
  expect(believed).toBe(15);
  expect([...states].sort()).toEqual(['collecting', 'undecided']);
  await virtual.close();
});

/** Would a test at the level of 5 %, as if this look were the only one, have found a difference? */
function fixedTestRejects({ primary }: Analysis): boolean {
  const [control, treatment] = primary?.arms ?? [];
  if (!control || !treatment) throw new Error('two arms');
  const pooled = (control.conversions + treatment.conversions) / (control.units + treatment.units);
  const variance = pooled * (1 - pooled) * (1 / control.units + 1 / treatment.units);
  const difference = treatment.conversions / treatment.units - control.conversions / control.units;
  return Math.abs(difference) > 1.96 * Math.sqrt(variance);
}
