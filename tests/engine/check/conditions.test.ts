// Goal: an operator is told of a condition that was never filled in; a file that says the same may mean it.
// Method: a sound journey gets a decision with each condition, and is checked for an operator and for a file.
import { describe, expect, test } from 'vitest';
import { checkJourney } from '../../../engine/core/check/checkJourney.ts';
import { problemText } from '../../../shared/problem.ts';
import { checkContext, sampleJourney, type Written } from './sampleJourney.ts';

function withNode(node: Written): Written {
  const journey = sampleJourney();
  const after = journey.nodes.start.next.next;
  journey.nodes.who = { ...node, next: { [node.way]: after } };
  delete journey.nodes.who.way;
  journey.nodes.start.next.next = 'who';
  return journey;
}

const audience = (condition: Written) => withNode({ kind: 'audience', settings: { condition }, way: 'in' });
const age = (more: Written) => ({ type: 'attribute', attribute: 'age', ...more });
const paid = (value: Written) => ({
  type: 'event',
  event: 'paid',
  where: { type: 'property', property: 'currency', op: '=', value },
});

function found(document: Written, isForOperator: boolean) {
  return checkJourney(document, { ...checkContext, isForOperator }).problems;
}

describe('a condition never filled in', () => {
  test.each([
    ['no condition at all', audience({ type: 'all', of: [] }), ['condition-empty']],
    [
      'one group of a branch without any',
      withNode({
        kind: 'branch',
        settings: { groups: [{ id: 'old', condition: { type: 'all', of: [] } }] },
        way: 'old',
      }),
      ['condition-empty'],
    ],
    ['no value', audience(age({ op: '=', value: '' })), ['value-empty']],
    ['no value inside', audience({ type: 'not', of: age({ op: 'contains', value: '' }) }), ['value-empty']],
    ['no value of a property', audience(paid('')), ['value-empty']],
    ['the same twice', audience({ type: 'any', of: [paid(''), paid('')] }), ['value-empty']],
    ['a value', audience(age({ op: '>=', value: 18 })), []],
    ['zero is a value', audience(age({ op: '=', value: 0 })), []],
    ['no value is needed', audience(age({ op: 'exists' })), []],
  ])('%s', (_, document, codes) => {
    const problems = found(document, true);
    expect(problems.map(({ code, nodeId, severity }) => [code, nodeId, severity])).toEqual(
      codes.map((code) => [code, 'who', 'warning']),
    );
    for (const one of problems) {
      expect(problemText(one, 'en')).not.toMatch(/\{\w+\}|undefined|“”/);
      expect(problemText(one, 'zh-CN')).not.toMatch(/\{\w+\}|undefined|“”/);
    }
    expect(found(document, false)).toEqual([]);
  });
});
