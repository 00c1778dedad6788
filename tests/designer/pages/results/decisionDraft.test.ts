// Goal: what the plan's rule does not allow cannot be decided alone or without a reason.
// Method: a table of drafts beside what they lack.
import { describe, expect, test } from 'vitest';
import { type DecisionDraft, isByRule, lacksOf } from '../../../../designer/pages/results/decisionDraft.ts';

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
