// Goal: whoever makes somebody up for a rehearsal is told which attributes the journey asks for.
// Method: a journey with conditions in nodes, exits and the exclusion, complete or not.
import { expect, test } from 'vitest';
import { attributesAsked } from '../../../../designer/pages/editor/attributesAsked.ts';
import { journeySchema } from '../../../../shared/journey/journey.ts';

const of = (attribute: string) => ({ type: 'attribute', attribute, op: 'exists' });

test('attributes of all conditions are named once, in their order', () => {
  const journey = journeySchema.parse({
    format: 1,
    id: 'j',
    name: 'J',
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'x', condition: of('age') }, next: {} },
      who: {
        kind: 'audience',
        settings: { condition: { type: 'any', of: [of('tier'), { type: 'not', of: of('age') }, of('')] } },
        next: {},
      },
      odd: { kind: 'branch', settings: {}, next: {} },
    },
    exits: [{ condition: of('closed') }],
    exclude: of('staff'),
  });
  expect(attributesAsked(journey)).toEqual(['age', 'tier', 'staff', 'closed']);
});
