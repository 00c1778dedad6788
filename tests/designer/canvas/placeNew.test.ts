// Goal: a new node stands where its line runs straight, beside what is there.
// Method: corners and widths computed by hand, of kinds with one, two and four outlets.
import { describe, expect, test } from 'vitest';
import { cardGeometry } from '../../../designer/canvas/cardGeometry.ts';
import { inletShift, placeAfter } from '../../../designer/canvas/placeNew.ts';
import { addNode } from '../../../designer/commands/addNode.ts';
import { insertOnEdge } from '../../../designer/commands/insertOnEdge.ts';
import { outletsOf } from '../../../designer/commands/outletsOf.ts';
import { type Journey, journeySchema } from '../../../shared/journey/journey.ts';
import { builtInRegistry as registry } from '../../../shared/nodes/kinds.ts';

const salt = () => 'salt';
const empty = journeySchema.parse({ format: 1, id: 'j', name: 'J', nodes: {} });
const start = addNode(empty, { kind: 'trigger', position: { x: 0, y: 0 } }, registry, salt).journey;

function put(journey: Journey, kind: string, from: string, outlet: string, direction: 'TB' | 'LR' = 'TB') {
  const edge = { from, outlet };
  const position = placeAfter(journey, kind, edge, { direction, registry });
  return addNode(journey, { kind, position, after: edge }, registry, salt);
}

function drawn(journey: Journey, id: string, direction: 'TB' | 'LR' = 'TB') {
  const node = journey.nodes[id];
  const corner = journey.layout[id];
  if (!node || !corner) throw new Error(`${id} is not there`);
  const ids = outletsOf(node, registry).map((outlet) => outlet.id);
  return { ...corner, ...cardGeometry(ids, direction) };
}

describe('a node put after an outlet', () => {
  test.each(['message', 'audience', 'exit'])('has its inlet right below it: %s', (kind) => {
    const { journey, made } = put(start, kind, 'start', 'next');
    const card = drawn(journey, String(made[0]));
    const outlet = drawn(journey, 'start').outlets[0];
    expect(card.x + card.inlet.x).toBe(outlet?.x);
  });
  test.each(['message', 'audience', 'exit'])('has it right beside it, from left to right: %s', (kind) => {
    const { journey, made } = put(start, kind, 'start', 'next', 'LR');
    const card = drawn(journey, String(made[0]), 'LR');
    const outlet = drawn(journey, 'start', 'LR').outlets[0];
    expect(card.y + card.inlet.y).toBe(outlet?.y);
  });
  test('covers none of the cards that are there, however wide they are', () => {
    const split = put(start, 'split', 'start', 'next').journey;
    const first = put(split, 'message', 'split1', 'A').journey;
    const { journey, made } = put(first, 'message', 'split1', 'B');
    const [one, other] = [drawn(journey, 'sms1'), drawn(journey, String(made[0]))];
    expect(other.x).toBeGreaterThanOrEqual(one.x + one.width);
    expect(other.y).toBe(one.y);
  });
  test('keeps the line straight when it is put between two others', () => {
    const { journey } = put(start, 'exit', 'start', 'next');
    const edge = { from: 'start', outlet: 'next' };
    const shift = inletShift(journey, 'message', edge, { direction: 'TB', registry });
    const into = insertOnEdge(
      journey,
      { kind: 'message', edge, room: { x: 0, y: 146 }, shift },
      registry,
      salt,
    );
    const card = drawn(into.journey, String(into.made[0]));
    expect(card.x + card.inlet.x).toBe(drawn(into.journey, 'start').outlets[0]?.x);
  });
});
