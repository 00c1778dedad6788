// Goal: who rests behind the last arm is decided about without the arms they took, and nobody else is.
// Method: small journeys, node by node; a kind that takes arms in secret is refused.
import { describe, expect, test } from 'vitest';
import { step } from '../../engine/core/step.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import { defineNode } from '../../shared/nodes/definition.ts';
import { nodeKinds } from '../../shared/nodes/kinds.ts';
import { createRegistry } from '../../shared/nodes/registry.ts';
import { split } from '../../shared/nodes/split.ts';
import { compiled } from './samples/compiled.ts';
import { momentOf } from './samples/moment.ts';

const start = { kind: 'trigger', settings: { on: 'event', event: 'go' }, next: { next: 'a' } };
const wait = (next?: string) => ({
  kind: 'delay',
  settings: { duration: 'P1D' },
  next: next === undefined ? {} : { next },
});
const arms = [
  { id: 'A', share: 50 },
  { id: 'B', share: 50, control: true },
];
const ab = (A: string, B: string) => ({ kind: 'split', settings: { salt: 's', arms }, next: { A, B } });
const send = (sent: string) => ({
  kind: 'message',
  settings: { channel: 'sms', template: 't' },
  next: { sent },
});

const cases: { name: string; nodes: JourneyInput['nodes']; past: string[] }[] = [
  { name: 'waits alone', nodes: { start, a: wait('b'), b: wait() }, past: ['a', 'b', 'start'] },
  {
    name: 'behind a split, not before it',
    nodes: { start, a: wait('ab'), ab: ab('b', 'b'), b: wait('c'), c: wait() },
    past: ['ab', 'b', 'c'],
  },
  {
    name: 'an act ahead may lead to other journeys; one that is passed leads on',
    nodes: { start, a: wait('m'), m: send('b'), b: wait() },
    past: ['b', 'm'],
  },
  {
    name: 'a way back to the split counts',
    nodes: { start, a: ab('b', 'c'), b: wait('a'), c: wait('d'), d: wait() },
    past: ['c', 'd'],
  },
];

describe('nodes behind the last arm', () => {
  test.each(cases)('$name', ({ nodes, past }) => {
    expect([...compiled({ nodes }).pastArms].sort()).toEqual(past);
  });
});

test('a kind that takes arms without naming them is stopped before it takes one', () => {
  const { assigns: _named, ...rest } = split;
  const secret = defineNode({ ...rest, kind: 'secret' });
  const nodes = { start, a: { ...ab('b', 'b'), kind: 'secret' }, b: wait() };
  const journey = compiled({ nodes }, createRegistry([...nodeKinds, secret]));
  expect(() => step(journey, null, { type: 'enter' }, momentOf(journey))).toThrow('without naming them');
});
