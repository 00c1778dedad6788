// Goal: the portfolio counts each experiment once, by its last concluding decision, and says how sure it is.
// Method: made-up decisions and runs with counts worked out by hand.
import { describe, expect, test } from 'vitest';
import type { Decision, RunHead } from '../../../engine/core/experiments/experimentRecords.ts';
import { portfolio, successShareOf } from '../../../engine/core/experiments/portfolio.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const monthOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 7);

function decided(node: string, more: Partial<Decision> = {}): Decision {
  return {
    id: `j/${node}/1`,
    journeyId: 'j',
    node,
    runId: 'r',
    atMs: START + 20 * DAY_MS,
    decision: 'rollOut',
    arm: 'B',
    reason: null,
    decidedBy: 'ana',
    approvedBy: null,
    verdict: 'winner',
    startedAtMs: START,
    byRule: true,
    isAutomatic: false,
    version: 2,
    ...more,
  };
}

const ran = (node: string, startedAtMs: number | null = START) =>
  ({ journeyId: 'j', node, startedAtMs }) as RunHead; // only what is read

describe('portfolio', () => {
  test('an experiment counts once, by its last decision that ended it', () => {
    const decisions = [
      decided('a', { verdict: 'loser', decision: 'keepControl', byRule: false }),
      decided('b', { verdict: 'undecided', decision: 'continue' }),
      decided('c'),
      decided('c', { atMs: START + 50 * DAY_MS, verdict: 'noDifference', decision: 'endWithoutDecision' }),
      decided('d', {
        verdict: 'doNotTrust',
        decision: 'endWithoutDecision',
        startedAtMs: START + 10 * DAY_MS,
      }),
    ];
    const runs = ['a', 'b', 'c', 'd', 'e'].map((node) => ran(node)).concat(ran('f', null));
    expect(portfolio(runs, decisions, monthOf)).toMatchObject({
      startedCount: 5,
      runningCount: 2,
      concludedCount: 3,
      wonCount: 0,
      lostCount: 1,
      flatCount: 1,
      openCount: 0,
      distrustedCount: 1,
      byRuleCount: 2,
      isOwnSuccessShare: false,
      medianDays: 20,
      months: [
        { month: '2026-01', wonCount: 0, lostCount: 1, flatCount: 0, openCount: 0, distrustedCount: 1 },
        { month: '2026-02', wonCount: 0, lostCount: 0, flatCount: 1, openCount: 0, distrustedCount: 0 },
      ],
    });
  });

  test('from ten concluded experiments on the own success share is believed', () => {
    const nine = Array.from({ length: 9 }, (_, n) =>
      decided(`n${n}`, { verdict: n < 2 ? 'winner' : 'undecided' }),
    );
    expect(successShareOf(nine)).toBeNull();
    const ten = [...nine, decided('n9', { verdict: 'loser' })];
    expect(successShareOf(ten)).toBe(0.2);
    // 0.025 × 0.8 / (0.025 × 0.8 + 0.8 × 0.2)
    expect(portfolio([], ten, monthOf).falsePositiveRisk).toBeCloseTo(0.02 / 0.18, 12);
  });

  test('before the first win no share of wins is false, and to know nothing is not “no difference”', () => {
    const ended = [decided('a', { verdict: 'undecided' }), decided('b', { verdict: 'stoppedEarly' })];
    expect(portfolio([], ended, monthOf)).toMatchObject({
      falsePositiveRisk: null,
      flatCount: 0,
      openCount: 2,
    });
    const won = portfolio([], [...ended, decided('c')], monthOf);
    // 0.025 × 0.85 / (0.025 × 0.85 + 0.8 × 0.15)
    expect(won.falsePositiveRisk).toBeCloseTo(0.02125 / 0.14125, 12);
  });

  test('a workspace without experiments has no win rate', () => {
    expect(portfolio([], [], monthOf)).toMatchObject({
      concludedCount: 0,
      winRate: null,
      medianDays: null,
      months: [],
    });
  });
});
