// Goal: an expectation is compared by the fields that are written, whatever the order of its rows (11.6).
// Method: lists of rows against lists of what happened, the differences read back.
import { expect, test } from 'vitest';
import type { RehearsalReport } from '../../../engine/runner/rehearsalReport.ts';
import { differences } from '../../../engine/runner/scenarioDifference.ts';
import { type Expectation, expectationSchema } from '../../../shared/scenario.ts';

const emptyReport: RehearsalReport = {
  deliveries: [],
  refusals: [],
  ends: [],
  waiting: [],
  parked: [],
  problems: [],
  entryRefusals: [],
  duplicates: [],
  exposures: [],
  profiles: [],
  states: [],
  trace: [],
};

const delivery = (second: number, node: string, text = 'Hi') => ({
  at: `2026-03-02T09:00:0${second}.000Z`,
  profile: 'c1',
  journey: 'j',
  node,
  key: null,
  channel: 'sms',
  template: 't',
  text,
});

const happened = [delivery(0, 'm', 'one'), delivery(1, 'm', 'two'), delivery(2, 'n', 'three')];

const cases: [sentence: string, deliveries: object[], kinds: string[]][] = [
  ['rows of every field', happened, []],
  ['rows of one field each', [{ node: 'n' }, { profile: 'c1' }, { text: 'two' }], []],
  [
    'a loose row before a strict one takes nothing from it',
    [{ node: 'm' }, { text: 'one' }, { node: 'n' }],
    [],
  ],
  [
    'instants within the tolerance, named in the other order',
    [{ at: '2026-03-02T09:00:01Z' }, { at: '2026-03-02T09:00:00Z' }, { at: '2026-03-02T09:00:02Z' }],
    [],
  ],
  [
    'more than the tolerance is another instant',
    [{ at: '2026-03-02T09:00:03.001Z' }, {}, {}],
    ['missing', 'unexpected'],
  ],
  ['a row twice needs two that happened', [{ node: 'n' }, { node: 'n' }, {}], ['missing', 'unexpected']],
  ['deliveries are exhaustive', [{}, {}], ['unexpected']],
  ['an empty list says that nothing happened', [], ['unexpected', 'unexpected', 'unexpected']],
];

test.each(cases)('%s', (_sentence, deliveries, kinds) => {
  const expected: Expectation = expectationSchema.parse({ deliveries });
  const report = { ...emptyReport, deliveries: happened };
  expect(differences(expected, report).map(({ kind }) => kind)).toEqual(kinds);
});

test('other lists must contain what is written, and a list that is not written asks nothing', () => {
  const report: RehearsalReport = {
    ...emptyReport,
    problems: [
      {
        at: '2026-03-02T09:00:00Z',
        journey: 'j',
        code: 'no-salt',
        node: 'ab',
        field: 'salt',
        params: {},
      },
    ],
  };
  const expected = expectationSchema.parse({ problems: [{ journey: 'j' }], waiting: [] });
  expect(differences(expected, report)).toEqual([]);
  expect(differences(expectationSchema.parse({ ends: [] }), report)).toMatchObject([{ list: 'problems' }]);
});
