// Goal: what the plan's rule does not allow cannot be decided alone or without a reason.
// Method: a table of drafts beside what they lack.
import { describe, expect, test } from 'vitest';
import {
  armsToRollOut,
  type DecisionDraft,
  dailyArrivals,
  deedWords,
  isByRule,
  lacksOf,
  outcomeOf,
  shareChanges,
  winnerBarred,
} from '../../../../designer/pages/results/decisionDraft.ts';
import { analyse } from '../../../../engine/core/experiments/analyse.ts';
import type { Analysis } from '../../../../shared/experiment/analysis.ts';
import { situations } from '../../../fixtures/analysis/situations.ts';

const draft: DecisionDraft = {
  deed: 'continue',
  arm: null,
  reason: '',
  decidedBy: 'Wang Min',
  approvedBy: '',
};

describe('by the rule', () => {
  test.each([
    { says: 'a deed it allows', given: draft, rule: { allows: ['continue' as const], arm: null }, by: true },
    { says: 'a deed it does not allow', given: draft, rule: { allows: [], arm: null }, by: false },
    {
      says: 'a roll-out of the arm it names',
      given: { ...draft, deed: 'rollOut' as const, arm: 'B' },
      rule: { allows: ['rollOut' as const], arm: 'B' },
      by: true,
    },
    {
      says: 'a roll-out of another arm',
      given: { ...draft, deed: 'rollOut' as const, arm: 'C' },
      rule: { allows: ['rollOut' as const], arm: 'B' },
      by: false,
    },
  ])('$says: $by', ({ given, rule, by }) => {
    expect(isByRule(given, rule)).toBe(by);
  });
});

describe('a decision lacks', () => {
  test.each([
    { says: 'nothing by the rule with a name', given: draft, byRule: true, lacks: [] },
    {
      says: 'a name',
      given: { ...draft, decidedBy: ' ' },
      byRule: true,
      lacks: ['decidedBy'],
    },
    { says: 'reason and second person', given: draft, byRule: false, lacks: ['reason', 'approvedBy'] },
    {
      says: 'somebody else',
      given: { ...draft, reason: 'why', approvedBy: ' wang min' },
      byRule: false,
      lacks: ['sameName'],
    },
    {
      says: 'an arm to roll out',
      given: { ...draft, deed: 'rollOut' as const },
      byRule: true,
      lacks: ['arm'],
    },
    {
      says: 'nothing against the rule with reason and second person',
      given: { ...draft, reason: 'why', approvedBy: 'Li Wei' },
      byRule: false,
      lacks: [],
    },
  ])('$says', ({ given, byRule, lacks }) => {
    expect(lacksOf(given, byRule)).toEqual(lacks);
  });
});

describe('to wait', () => {
  const analysis = analyse(situations.winner);
  const planned = (plan: object, matureCount: number) => ({
    ...analysis,
    plan: {
      ...analysis.plan,
      plannedCustomers: undefined,
      plannedEnd: undefined,
      ...plan,
    } as Analysis['plan'], // what is taken out is optional
    verdict: { ...analysis.verdict, matureCount },
  });
  test.each([
    { says: 'customers are missing', given: planned({ plannedCustomers: 500 }, 499), words: 'continue' },
    {
      says: 'all customers are there',
      given: planned({ plannedCustomers: 500 }, 500),
      words: 'continuePast',
    },
    { says: 'the day is to come', given: planned({ plannedEnd: '2999-01-01' }, 9), words: 'continue' },
    { says: 'the day is past', given: planned({ plannedEnd: '2000-01-01' }, 9), words: 'continuePast' },
    { says: 'the plan names no end', given: planned({}, 9), words: 'continue' },
  ])('is called “$words” where $says', ({ given, words }) => {
    expect(deedWords('continue', given)).toBe(words);
    expect(deedWords('keepControl', given)).toBe('keepControl');
  });
});

describe('what becomes of a decision', () => {
  const analysis = analyse(situations.winner);
  const rollOut = { deed: 'rollOut', arm: 'B' } as const;
  const keepControl = { deed: 'keepControl', arm: null } as const;
  const rolledOut = {
    ...analysis,
    arms: analysis.arms.map((arm) => ({ ...arm, sharePercent: arm.id === 'B' ? 100 : 0 })),
  };

  test.each([
    { says: 'a version', given: rollOut, analysis, state: 'live' as const, outcome: 'publish' },
    { says: 'nothing yet known', given: rollOut, analysis, state: undefined, outcome: 'publish' },
    {
      says: 'no version once stopped',
      given: rollOut,
      analysis,
      state: 'stopped' as const,
      outcome: 'nobodyEnters',
    },
    {
      says: 'no version once closed',
      given: keepControl,
      analysis,
      state: 'closed' as const,
      outcome: 'nobodyEnters',
    },
    {
      says: 'a refusal while paused',
      given: keepControl,
      analysis,
      state: 'paused' as const,
      outcome: 'paused',
    },
    {
      says: 'no version of the holdout',
      given: rollOut,
      analysis: { ...analysis, node: '' },
      state: 'live' as const,
      outcome: 'holdout',
    },
    {
      says: 'no version where shares are so',
      given: rollOut,
      analysis: rolledOut,
      state: 'live' as const,
      outcome: 'asIs',
    },
    {
      says: 'nothing of waiting',
      given: { deed: 'continue', arm: null } as const,
      analysis,
      state: 'live' as const,
      outcome: 'nothing',
    },
  ])('$says', ({ given, analysis: rested, state, outcome }) => {
    expect(outcomeOf(given, rested, state)).toBe(outcome);
  });

  test('a roll-out is of an arm that is there and not the control', () => {
    expect(armsToRollOut(analysis).map(({ id }) => id)).toEqual(['B']);
    const without = {
      ...analysis,
      arms: analysis.arms.map((arm) => ({ ...arm, isRemoved: arm.id === 'B' })),
    };
    expect(armsToRollOut(without)).toEqual([]);
  });
});

describe('the shares of new customers', () => {
  const analysis = analyse(situations.manyArms);
  const ruled = (automation: Analysis['plan']['automation']): Analysis => {
    const { automation: _, ...plan } = analysis.plan;
    return { ...analysis, plan: { ...plan, ...(automation ? { automation } : {}) } };
  };
  const held = ruled({ rule: 'superiority', holdback: 0.05 });
  const sharesOf = (given: Pick<DecisionDraft, 'deed' | 'arm'>, rested: Analysis) =>
    shareChanges(given, rested).map(({ arm, before, after }) => [arm, before, after]);
  const rollOut = { deed: 'rollOut', arm: 'C' } as const;

  test.each([
    {
      says: 'rolled out',
      given: rollOut,
      rested: ruled(undefined),
      shares: [
        ['A', 40, 0],
        ['B', 30, 0],
        ['C', 20, 100],
        ['D', 10, 0],
      ],
    },
    {
      says: 'rolled out with a holdback',
      given: rollOut,
      rested: held,
      shares: [
        ['A', 40, 5],
        ['B', 30, 0],
        ['C', 20, 95],
        ['D', 10, 0],
      ],
    },
    {
      says: 'all in the control',
      given: { deed: 'keepControl', arm: null } as const,
      rested: held,
      shares: [
        ['A', 40, 100],
        ['B', 30, 0],
        ['C', 20, 0],
        ['D', 10, 0],
      ],
    },
    {
      says: 'without an arm that is gone',
      given: rollOut,
      rested: { ...held, arms: analysis.arms.filter(({ id }) => id !== 'B') },
      shares: [
        ['A', 40, 5],
        ['C', 20, 95],
        ['D', 10, 0],
      ],
    },
  ])('stand beside those of now: $says', ({ given, rested, shares }) => {
    expect(sharesOf(given, rested)).toEqual(shares);
  });

  test('concern as many a day as came so far', () => {
    const { startedAt, lastExposedAt } = analysis;
    const perDay = dailyArrivals(analysis) ?? 0;
    const days = (Date.parse(lastExposedAt ?? '') - Date.parse(startedAt ?? '')) / 86_400_000;
    const exposed = shareChanges(rollOut, analysis).reduce((sum, arm) => sum + arm.exposed, 0);
    expect(exposed).toBeGreaterThan(10_000);
    expect(Math.abs(perDay * days - exposed)).toBeLessThan(days);
    expect(dailyArrivals(analyse(situations.draft))).toBeNull();
    expect(dailyArrivals({ ...analysis, lastExposedAt: startedAt })).toBeNull();
  });
});

describe('a winner the rule does not roll out', () => {
  type Light = Analysis['guardrails'][number]['arms'][number]['state'];
  const guarded = (states: { [goal: string]: Light }, allows: Analysis['rule']['allows']): Analysis => {
    const found = analyse(situations.winner);
    const [guardrail] = found.guardrails;
    if (!guardrail) throw new Error('the situation has no guardrail');
    const guardrails = Object.entries(states).map(([goal, state]) => ({
      ...guardrail,
      metric: { ...guardrail.metric, goal },
      arms: guardrail.arms.map((light) => ({ ...light, state })),
    }));
    return { ...found, guardrails, rule: { allows, arm: null } };
  };
  test.each([
    { says: 'nothing where it may be rolled out', states: { a: 'safe' }, allows: ['rollOut'], barred: null },
    {
      says: 'nothing where no guardrail is why',
      states: { a: 'safe' },
      allows: ['keepControl'],
      barred: null,
    },
    {
      says: 'each guardrail that is not safe',
      states: { a: 'safe', b: 'notYetProvenSafe', c: 'harmed', d: 'unknown' },
      allows: ['continue', 'keepControl'],
      barred: { arm: 'B', harmed: ['c'], notProvenSafe: ['b', 'd'] },
    },
  ] as const)('says $says', ({ states, allows, barred }) => {
    expect(winnerBarred(guarded(states, [...allows]))).toEqual(barred);
  });
});
