// Goal: an operator publishes no split without a goal and a control, unless no conclusion is wanted; the language alone asks for neither.
// Method: the sound journey is changed per row and checked for an operator and for a file; each fix offered is applied and mends what it belongs to.
import { describe, expect, test } from 'vitest';
import { applyFix } from '../../../designer/commands/applyFix.ts';
import { checkJourney } from '../../../engine/core/check/checkJourney.ts';
import { hasErrors, type ProblemCode, problemText } from '../../../shared/problem.ts';
import { checkContext, sampleJourney, type Written } from './sampleJourney.ts';

function check(document: Written, isForOperator: boolean) {
  return checkJourney(document, { ...checkContext, isForOperator }).problems;
}

function changed(change: (journey: Written, split: Written) => void): Written {
  const journey = sampleJourney();
  change(journey, journey.nodes.ab.settings);
  return journey;
}

const noControl = (split: Written) => {
  split.arms[1].control = false;
};

interface Row {
  says: string;
  change: (journey: Written, split: Written) => void;
  operator: ProblemCode[];
  /** a file, a scenario, a program that embeds the engine */
  language?: ProblemCode[];
}

const rows: Row[] = [
  { says: 'a goal and a control suffice', change: () => {}, operator: [] },
  {
    says: 'without a goal nothing says what it is judged by',
    change: (journey) => {
      journey.goals = [];
    },
    operator: ['no-primary-goal'],
    language: ['no-goal'],
  },
  {
    says: 'without a control there is nothing to compare with',
    change: (_, split) => noControl(split),
    operator: ['no-control-arm'],
  },
  {
    says: 'both may be missing',
    change: (journey, split) => {
      journey.goals = [];
      noControl(split);
    },
    operator: ['no-primary-goal', 'no-control-arm'],
    language: ['no-goal'],
  },
  {
    says: 'where no conclusion is wanted neither is asked for',
    change: (journey, split) => {
      journey.goals = [];
      noControl(split);
      split.plan = { conclusion: 'none' };
    },
    operator: [],
  },
  {
    says: 'a plan that wants a conclusion is a plan like none',
    change: (_, split) => {
      noControl(split);
      split.plan = { hypothesis: 'more open' };
    },
    operator: ['no-control-arm'],
  },
  {
    says: 'goals a plan names must exist',
    change: (_, split) => {
      split.plan = {
        primary: { goal: 'sold' },
        secondary: [{ goal: 'bought' }, { goal: 'returned' }],
        guardrails: [{ goal: 'left', margin: 0.01 }],
      };
    },
    operator: ['unknown-goal', 'unknown-goal', 'unknown-goal'],
    language: ['unknown-goal', 'unknown-goal', 'unknown-goal'],
  },
  {
    says: 'a planned end before any window is over is warned of',
    change: (_, split) => {
      split.plan = { plannedEnd: '2026-03-20' };
    },
    operator: ['plan-cannot-mature'],
    language: ['plan-cannot-mature'],
  },
  {
    says: 'a planned end on the day the first window closes is none too early',
    change: (_, split) => {
      split.plan = { plannedEnd: '2026-04-01' };
    },
    operator: [],
  },
  {
    says: 'looks rise, end at all planned customers, and need their number',
    change: (_, split) => {
      split.plan = { method: { type: 'groupSequential', fractions: [0.5, 0.4] } };
    },
    operator: ['looks-not-rising', 'no-planned-customers'],
    language: ['looks-not-rising', 'no-planned-customers'],
  },
  {
    says: 'planned looks over planned customers are complete',
    change: (_, split) => {
      split.plan = { method: { type: 'groupSequential', fractions: [0.5, 1] }, plannedCustomers: 1000 };
    },
    operator: [],
  },
  {
    says: 'a single look needs its moment',
    change: (_, split) => {
      split.plan = { method: { type: 'fixed' } };
    },
    operator: ['no-planned-end'],
    language: ['no-planned-end'],
  },
  {
    says: 'the rule of expected loss needs a worth',
    change: (_, split) => {
      split.plan = { automation: { rule: 'expectedLoss', maximumLoss: 1 }, worth: { currency: 'CNY' } };
    },
    operator: ['no-worth'],
    language: ['no-worth'],
  },
];

describe('what an operator’s split must say', () => {
  test.each(rows)('$says', ({ change, operator, language = [] }) => {
    const document = changed(change);
    expect(check(document, true).map(({ code }) => code)).toEqual(operator);
    expect(check(document, false).map(({ code }) => code)).toEqual(language);
  });

  test('every way out that is offered leads out', () => {
    const broken = changed((journey, split) => {
      journey.goals = [];
      noControl(split);
    });
    const found = check(broken, true);
    for (const { code, fix, otherFixes = [] } of found) {
      const fixes = [...(fix ? [fix] : []), ...otherFixes];
      expect(fixes.length).toBe(2);
      for (const one of fixes) {
        expect(Object.keys(one.words ?? {})).toEqual(['en', 'zh-CN']);
        const left = check(applyFix(broken, one), true).map((problem) => problem.code);
        expect(left).not.toContain(code);
      }
    }
    const mended = found.reduce((journey, { fix }) => (fix ? applyFix(journey, fix) : journey), broken);
    expect(check(mended, true)).toEqual([]);
    expect(mended.goals).toEqual([
      { id: 'card_used', event: 'card_used', within: 'P30D', primary: true, exit: false },
    ]);
  });

  test('without an event to listen to, no goal is made up', () => {
    const broken = changed((journey) => {
      journey.goals = [];
      journey.nodes.wait = { kind: 'delay', settings: { duration: 'P1D' }, next: { next: 'end' } };
    });
    const [found] = check(broken, true);
    expect(found?.fix?.path).toEqual(['nodes', 'ab', 'settings', 'plan', 'conclusion']);
    expect(found?.otherFixes).toEqual([]);
  });

  test('each is said in full in both languages', () => {
    for (const { change } of rows) {
      for (const found of check(changed(change), true)) {
        for (const locale of ['en', 'zh-CN'] as const) {
          expect(problemText(found, locale)).not.toMatch(/\{\w+\}|undefined|NaN|“”/);
        }
      }
    }
  });

  test('a refusal is an error, a late plan is not', () => {
    expect(
      hasErrors(
        check(
          changed((_, split) => noControl(split)),
          true,
        ),
      ),
    ).toBe(true);
    const late = changed((_, split) => {
      split.plan = { plannedEnd: '2026-03-20' };
    });
    expect(hasErrors(check(late, true))).toBe(false);
  });
});
