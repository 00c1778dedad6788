// Goal: what is wrong with a value is said once, in the words of a person who has to mend it.
// Method: real settings of nodes, parsed at an edge.
import { expect, test } from 'vitest';
import { conditionSchema } from '../../shared/condition.ts';
import { eventSchema } from '../../shared/event.ts';
import { message } from '../../shared/nodes/message.ts';
import { trigger } from '../../shared/nodes/trigger.ts';
import { parseBy } from '../../shared/parse.ts';
import { workspaceSchema } from '../../shared/workspace.ts';

const cases = [
  {
    says: 'an empty event name is a missing one, once',
    found: parseBy(trigger.schema, { on: 'event', event: '' }),
    expect: ['missing-field event'],
  },
  {
    says: 'an absent event name is a missing one',
    found: parseBy(trigger.schema, { on: 'event' }),
    expect: ['missing-field event'],
  },
  {
    says: 'an empty template is a missing one',
    found: parseBy(message.schema, { channel: 'sms', template: '' }),
    expect: ['missing-field template'],
  },
  {
    says: 'a template of a wrong form is not missing',
    found: parseBy(message.schema, { channel: 'sms', template: '1 2' }),
    expect: ['wrong-id template'],
  },
  {
    says: 'two faults of one value are two problems',
    found: parseBy(message.schema, { channel: '', template: '?' }),
    expect: ['missing-field channel', 'wrong-id template'],
  },
  {
    says: 'a bound is named by the side that was left',
    found: parseBy(workspaceSchema, {
      limits: [{ channel: 'sms', perSecond: 0 }],
      caps: [{ max: -1, per: 'day' }],
    }),
    expect: ['too-small caps.0.max', 'not-above limits.0.perSecond'],
  },
];
test.each(cases)('$says', ({ found, expect: wanted }) => {
  expect(found.ok ? [] : found.problems.map(({ code, field }) => `${code} ${field}`)).toEqual(wanted);
});

test.each([
  ['wrong-name', { id: 'e', name: 'a b' }, 'name'],
  ['reserved-name', { id: 'e', name: 'n', attributes: { event: 1 } }, 'attributes.event'],
  ['wrong-text', { id: 'e', name: 'n\ud800' }, 'name'],
  ['wrong-text', { id: 'e', name: 'n', properties: { a: [{ b: '\ud800' }] } }, 'properties.a.0.b'],
  ['wrong-text', { id: 'e', name: 'n', properties: { '\udc00': 1 } }, 'properties.\udc00'],
  [
    'forbidden-name',
    { id: 'e', name: 'n', properties: JSON.parse('{"__proto__":1}') },
    'properties.__proto__',
  ],
])('%s of an event %j stands at %s', (code, event, field) => {
  const found = parseBy(eventSchema, event);
  expect(found.ok ? [] : found.problems).toMatchObject([{ code, field }]);
});

test.each(['a b', 'a..b', '.a'])('wrong-path: %j is none', (attribute) => {
  const found = parseBy(conditionSchema, { type: 'attribute', attribute, op: 'exists' });
  expect(found.ok ? [] : found.problems.map(({ code }) => code)).toEqual(['wrong-path']);
});
