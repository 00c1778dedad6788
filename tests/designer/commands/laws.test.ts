// Goal: what holds after any list of edits, whatever the operator does.
// Method: random command lists over a real journey (fast-check).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addNode } from '../../../designer/commands/addNode.ts';
import { autoLayout } from '../../../designer/commands/autoLayout.ts';
import { connect } from '../../../designer/commands/connect.ts';
import { disconnect } from '../../../designer/commands/disconnect.ts';
import { record, redo, startHistory, undo } from '../../../designer/commands/history.ts';
import { insertOnEdge } from '../../../designer/commands/insertOnEdge.ts';
import { moveNodes } from '../../../designer/commands/moveNodes.ts';
import { outletsOf } from '../../../designer/commands/outletsOf.ts';
import { duplicateNodes } from '../../../designer/commands/pasteNodes.ts';
import { removeNodes } from '../../../designer/commands/removeNodes.ts';
import { type Journey, journeySchema } from '../../../shared/journey/journey.ts';
import { nodeKinds, builtInRegistry as registry } from '../../../shared/nodes/kinds.ts';
import { sampleJourney } from './sampleJourney.ts';

type Edit = (journey: Journey) => Journey;
let salts = 0;
const makeSalt = () => `s${++salts}`;

/** Picks by number, so that an edit means something whatever the journey has become. */
const pick = <T>(list: readonly T[], number: number): T | undefined =>
  list[number % Math.max(1, list.length)];
const nodeAt = (journey: Journey, number: number) => pick(Object.keys(journey.nodes), number) ?? 'none';

function edgeAt(journey: Journey, number: number, rank: number) {
  const from = nodeAt(journey, number);
  const node = journey.nodes[from];
  const outlet = node ? pick(outletsOf(node, registry), rank)?.id : undefined;
  return { from, outlet: outlet ?? 'next' };
}

const number = fc.nat(1000);
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(number, number).map(
    ([kind, x]): Edit =>
      (journey) => {
        const name = pick(nodeKinds, kind)?.kind ?? 'exit';
        return addNode(journey, { kind: name, position: { x, y: x } }, registry, makeSalt).journey;
      },
  ),
  fc.tuple(number, number, number).map(
    ([kind, from, rank]): Edit =>
      (journey) => {
        const name = pick(nodeKinds, kind)?.kind ?? 'exit';
        const edge = edgeAt(journey, from, rank);
        return insertOnEdge(journey, { kind: name, edge, room: { x: 0, y: 100 } }, registry, makeSalt)
          .journey;
      },
  ),
  fc.tuple(number, number, number).map(
    ([from, rank, to]): Edit =>
      (journey) =>
        connect(journey, { ...edgeAt(journey, from, rank), to: nodeAt(journey, to) }, registry),
  ),
  fc.tuple(number, number).map(
    ([from, rank]): Edit =>
      (journey) =>
        disconnect(journey, edgeAt(journey, from, rank)),
  ),
  fc.array(number, { maxLength: 4 }).map(
    (ids): Edit =>
      (journey) =>
        removeNodes(
          journey,
          ids.map((id) => nodeAt(journey, id)),
        ),
  ),
  fc.array(number, { maxLength: 4 }).map(
    (ids): Edit =>
      (journey) =>
        duplicateNodes(
          journey,
          ids.map((id) => nodeAt(journey, id)),
          registry,
          makeSalt,
        ).journey,
  ),
  fc.tuple(number, fc.double({ noNaN: true, min: -1e4, max: 1e4 })).map(
    ([id, x]): Edit =>
      (journey) =>
        moveNodes(journey, { [nodeAt(journey, id)]: { x, y: -x } }),
  ),
  fc.constant<Edit>((journey) => autoLayout(journey, 'TB', registry)),
);
const editLists = fc.array(edits, { maxLength: 25 });

function played(list: readonly Edit[]) {
  return list.reduce(
    (history, edit, index) => record(history, edit(history.present), { nowMs: index * 10_000 }),
    startHistory(sampleJourney()),
  );
}

test('after any list of edits the document is a journey and every edge ends at a node with a place', () => {
  fc.assert(
    fc.property(editLists, (list) => {
      const { present } = played(list);
      expect(journeySchema.parse(present)).toEqual(present);
      for (const [id, node] of Object.entries(present.nodes)) {
        expect(present.layout[id]).toBeDefined();
        for (const target of Object.values(node.next))
          expect(Object.hasOwn(present.nodes, target)).toBe(true);
      }
      expect(Object.keys(present.layout).every((id) => Object.hasOwn(present.nodes, id))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('undoing everything restores the first document, redoing everything the last', () => {
  fc.assert(
    fc.property(editLists, (list) => {
      const end = played(list);
      let back = end;
      while (back.past.length > 0) back = undo(back);
      expect(back.present).toEqual(sampleJourney());
      while (back.future.length > 0) back = redo(back);
      expect(back.present).toBe(end.present);
    }),
    { numRuns: 150 },
  );
});

test('removing nodes never leaves an edge to one of them', () => {
  fc.assert(
    fc.property(editLists, fc.array(number, { maxLength: 6 }), (list, ids) => {
      const { present } = played(list);
      const removed = ids.map((id) => nodeAt(present, id));
      const left = removeNodes(present, removed);
      const targets = Object.values(left.nodes).flatMap((node) => Object.values(node.next));
      expect(targets.filter((id) => removed.includes(id))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a copy has exactly the inner edges of its original', () => {
  fc.assert(
    fc.property(editLists, fc.array(number, { maxLength: 6 }), (list, numbers) => {
      const { present } = played(list);
      const ids = [...new Set(numbers.map((id) => nodeAt(present, id)))];
      const { journey, made } = duplicateNodes(present, ids, registry, makeSalt);
      const enters = (id: string) => present.nodes[id]?.kind === 'trigger';
      const copied = Object.keys(present.nodes).filter((id) => ids.includes(id) && !enters(id));
      expect(made).toHaveLength(copied.length);
      const copyOf = new Map(copied.map((id, index) => [id, made[index]]));
      for (const id of copied) {
        const wanted = Object.entries(present.nodes[id]?.next ?? {})
          .filter(([, target]) => copyOf.has(target))
          .map(([outlet, target]) => [outlet, copyOf.get(target)]);
        expect(journey.nodes[copyOf.get(id) ?? '']?.next).toEqual(Object.fromEntries(wanted));
      }
    }),
    { numRuns: 150 },
  );
});

test('typing into one field is one step, a pause or another field starts the next', () => {
  const typed = [
    { key: 'name', nowMs: 0 },
    { key: 'name', nowMs: 500 },
    { key: 'name', nowMs: 900 },
    { key: 'about', nowMs: 1000 },
    { key: 'about', nowMs: 9000 },
  ];
  const history = typed.reduce((at, how, index) => record(at, `text${index}`, how), startHistory('text'));
  expect(history.past).toEqual(['text', 'text2', 'text3']);
});
