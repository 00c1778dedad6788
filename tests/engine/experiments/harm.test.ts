// Goal: harm that the plan wants a pause for pauses the journey once, by the rule, and never again for the same harm.
// Method: analyses with a planted harm, one condition changed at a time; then an engine that keeps such runs and is resumed by hand.
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { AnalysisInput } from '../../../engine/core/experiments/analysisInput.ts';
import type { AnalysisRun } from '../../../engine/core/experiments/experimentRecords.ts';
import { harmPausesOf, harmToPauseFor } from '../../../engine/core/experiments/harm.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { ExperimentPlanInput } from '../../../shared/experiment/plan.ts';
import { FIRST_DAY_MS, metricOf, trial, twoArms } from './experimentInput.ts';
import { journey, Life, SALT, START, stores } from './splitLife.ts';

const HARM = { goal: 'left', arm: 'treatment' };
const harmful = (
  { onHarm = 'pause', ...plan }: ExperimentPlanInput & { onHarm?: 'alert' | 'pause' } = {},
  more: Partial<AnalysisInput> = {},
): Analysis => {
  const guardrails = [{ goal: 'left', margin: 0.001, onHarm }];
  const input = trial([1_000, 20_000], [1_200, 20_000], { ...plan, guardrails });
  const left = metricOf(twoArms([20, 20_000], [200, 20_000]), { goal: 'left' });
  return analyse({ ...input, metrics: [...input.metrics, left], ...more });
};

describe('harm pauses', () => {
  test('where the plan says so', () => {
    const analysis = harmful();
    expect(analysis.guardrails[0]).toMatchObject({
      onHarm: 'pause',
      arms: [{ arm: 'treatment', state: 'harmed', pausedAt: null }],
    });
    expect(harmToPauseFor(analysis)).toEqual([HARM]);
  });

  test.each([
    ['where the plan wants to be told only', harmful({ onHarm: 'alert' })],
    ['where no conclusion is wanted', harmful({ conclusion: 'none' })],
    [
      'for what the journey was paused for before',
      harmful({}, { harmPauses: [{ ...HARM, atMs: FIRST_DAY_MS }] }),
    ],
    [
      'once the experiment is decided',
      harmful({}, { markers: [{ atMs: FIRST_DAY_MS, type: 'decided', version: 2 }] }),
    ],
    [
      'while its data are not to be trusted',
      harmful(
        {},
        {
          freshness: {
            waitingInputCount: 900,
            oldestWaitingAtMs: FIRST_DAY_MS,
            lastGoalEventAtMs: FIRST_DAY_MS,
          },
        },
      ),
    ],
    [
      'of an arm that nobody gets any more',
      (() => {
        const analysis = harmful();
        return { ...analysis, arms: analysis.arms.map((arm) => ({ ...arm, sharePercent: 0 })) };
      })(),
    ],
  ])('not %s', (_, analysis) => {
    expect(analysis.guardrails[0]?.arms[0]?.state).toBe('harmed');
    expect(harmToPauseFor(analysis)).toEqual([]);
  });

  test('a pause for harm shows with its instant; one for another goal does not', () => {
    const harmPauses = [
      { ...HARM, atMs: FIRST_DAY_MS },
      { ...HARM, goal: 'complained', atMs: FIRST_DAY_MS + 1 },
    ];
    expect(harmful({}, { harmPauses }).guardrails[0]?.arms[0]?.pausedAt).toBe('2026-03-02T00:00:00.000Z');
  });

  test('the audit line of a pause by hand is none for harm', () => {
    const at = { node: 'ab', salt: SALT };
    const detail = { ...at, run: 'r1', harm: [HARM] };
    const deeds = [
      { atMs: 1, deed: 'pause', detail: {} },
      { atMs: 2, deed: 'pause', detail },
      { atMs: 3, deed: 'resume', detail },
      { atMs: 4, deed: 'pause', detail: { ...detail, node: 'other' } },
      { atMs: 5, deed: 'pause', detail: { ...detail, salt: 'other' } },
    ];
    expect(harmPausesOf(deeds, at)).toEqual([{ ...HARM, atMs: 2 }]);
  });
});

describe.each(stores)('a journey in $name', ({ open }) => {
  /** A run as the daily look keeps it, of a harm found in an arm. */
  async function lookedAt(life: Life, arm = 'A'): Promise<AnalysisRun> {
    const input = await life.collected(START);
    const found = harmful();
    const analysis: Analysis = {
      ...analyse(input),
      plan: found.plan,
      checks: [],
      guardrails: found.guardrails.map((guardrail) => ({
        ...guardrail,
        arms: guardrail.arms.map((light) => ({ ...light, arm })),
      })),
    };
    return life.engine.experiments.keep(
      { input, analysis, codeVersion: arm },
      { actor: 'automation', isLook: false },
    );
  }
  const lifeOf = ({ engine }: Life) => engine.roster.records.get('offer')?.life;

  test('is paused by the rule, with its run, and not again for the same harm once a person resumed it', async () => {
    const life = await Life.begin(open(), journey());
    const { engine } = life;
    const run = await lookedAt(life);
    const harm = [{ goal: 'left', arm: 'A' }];
    expect(await engine.experiments.pauseForHarm(run)).toEqual({ ok: true, value: harm });
    expect(lifeOf(life)).toBe('paused');
    expect((await engine.reports.deedsOf('offer')).at(-1)).toMatchObject({
      actor: 'automation',
      deed: 'pause',
      detail: { node: 'ab', salt: SALT, run: run.id, harm },
    });
    expect((await life.collected(START)).harmPauses).toEqual([{ goal: 'left', arm: 'A', atMs: START }]);
    // while it is paused there is nothing to pause
    expect(await engine.experiments.pauseForHarm(await lookedAt(life, 'B'))).toEqual({ ok: true, value: [] });
    expect((await engine.change('offer', 'resume', 'ann')).ok).toBe(true);
    expect(await engine.experiments.pauseForHarm(run)).toEqual({ ok: true, value: [] });
    expect(lifeOf(life)).toBe('live');
    const other = await engine.experiments.pauseForHarm(await lookedAt(life, 'B'));
    expect(other).toEqual({ ok: true, value: [{ goal: 'left', arm: 'B' }] });
    expect(lifeOf(life)).toBe('paused');
  });
});
