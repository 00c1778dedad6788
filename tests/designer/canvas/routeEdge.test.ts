// Goal: edges go around cards, and the picture follows the document.
// Method: routes among a few cards; drawers asked twice must hand back the same objects.
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { createEdgeDrawer } from '../../../designer/canvas/flowEdges.ts';
import { createNodeDrawer } from '../../../designer/canvas/flowNodes.ts';
import { labelPlace, routeEdge } from '../../../designer/canvas/routeEdge.ts';
import { moveNodes } from '../../../designer/commands/moveNodes.ts';
import { editorText } from '../../../designer/text/editor.ts';
import { wordsOf } from '../../../designer/text/useEditorWords.ts';
import type { Counts } from '../../../shared/api/journeys.ts';
import { builtInRegistry as registry } from '../../../shared/nodes/kinds.ts';
import { problem } from '../../../shared/problem.ts';
import { sampleJourney } from '../commands/sampleJourney.ts';

type Point = { x: number; y: number };

function cuts(route: readonly Point[], card: Point & { width: number; height: number }): boolean {
  return route.some((a, index) => {
    const b = route[index + 1];
    if (!b) return false;
    const insideX = Math.max(a.x, b.x) > card.x && Math.min(a.x, b.x) < card.x + card.width;
    const insideY = Math.max(a.y, b.y) > card.y && Math.min(a.y, b.y) < card.y + card.height;
    return insideX && insideY;
  });
}

describe('routes', () => {
  const card = { x: 0, y: 100, width: 200, height: 80 };
  const cases = [
    { says: 'straight down where nothing is in the way', from: { x: 300, y: 0 }, to: { x: 300, y: 300 } },
    { says: 'around a card right below', from: { x: 100, y: 0 }, to: { x: 100, y: 300 } },
    { says: 'past a card to a target beside it', from: { x: 100, y: 0 }, to: { x: 400, y: 300 } },
    { says: 'back up in a loop', from: { x: 100, y: 260 }, to: { x: 100, y: 60 } },
  ];
  test.each(cases)('$says', ({ from, to }) => {
    const route = routeEdge(from, to, [card], 'TB');
    expect(route[0]).toEqual(from);
    expect(route.at(-1)).toEqual(to);
    expect(cuts(route, card)).toBe(false);
  });

  test('a journey that runs across is routed the same way, turned', () => {
    const turned = { x: 100, y: 0, width: 80, height: 200 };
    const route = routeEdge({ x: 0, y: 100 }, { x: 300, y: 100 }, [turned], 'LR');
    expect(cuts(route, turned)).toBe(false);
  });

  test('the label lies on the longest stretch', () => {
    expect(
      labelPlace([
        { x: 0, y: 0 },
        { x: 0, y: 20 },
        { x: 100, y: 20 },
        { x: 100, y: 40 },
      ]),
    ).toEqual({
      x: 50,
      y: 20,
    });
  });
});

describe('drawing', async () => {
  const speaking = i18next.createInstance();
  await speaking.init({ lng: 'en', ns: ['editor'], resources: { en: { editor: editorText.en } } });
  const words = wordsOf(speaking, 'en');
  const journey = sampleJourney();
  const drawing = {
    journey,
    registry,
    words,
    direction: 'TB' as const,
    problems: [],
    counts: null,
    passed: null,
    trail: null,
    selectedNodes: [],
    selectedEdge: null,
  };

  test('every edge of the document is drawn, between handles that exist', () => {
    const cards = createNodeDrawer()(drawing);
    const edges = createEdgeDrawer()(drawing);
    expect(edges.map(({ id, target }) => `${id} ${target}`)).toContain('sms1/failed push1');
    expect(edges).toHaveLength(9);
    for (const edge of edges) {
      const source = cards.find(({ id }) => id === edge.source);
      const target = cards.find(({ id }) => id === edge.target);
      expect(source?.handles?.some(({ id }) => id === edge.sourceHandle)).toBe(true);
      expect(target?.handles?.some(({ id }) => id === edge.targetHandle)).toBe(true);
    }
  });

  test('an edge to a node that is gone is not drawn', () => {
    const { exit1: _gone, ...nodes } = journey.nodes;
    const edges = createEdgeDrawer()({ ...drawing, journey: { ...journey, nodes } });
    expect(edges.map(({ id }) => id)).not.toContain('wait1/opened');
  });

  test('an outlet without a line says itself how many left by it, while it is the one they went through', () => {
    const of = { arrived: 10, here: 0, ended: {}, messages: {}, moved: {}, parked: 0 };
    const counts: Counts = {
      at: '2026-11-01T00:00:00Z',
      version: 1,
      entered: 10,
      active: 0,
      refused: {},
      ended: {},
      goals: {},
      nodes: { who: { ...of, left: { in: 7, out: 3 } } },
    };
    const outletsWith = (passed: Counts | null) => {
      const card = createNodeDrawer()({ ...drawing, counts, passed }).find(({ id }) => id === 'who');
      return card?.data.outlets.map(({ id, leftCount }) => [id, leftCount]);
    };
    expect(outletsWith(counts)).toEqual([
      ['in', null],
      ['out', 3],
    ]);
    expect(outletsWith(null)).toEqual([
      ['in', null],
      ['out', null],
    ]);
  });

  test('cards that did not change stay the same objects', () => {
    const draw = createNodeDrawer();
    const before = draw(drawing);
    const problems = [problem('no-goal', { nodeId: 'ab' })];
    const after = draw({ ...drawing, problems, journey: moveNodes(journey, { who: { x: 5, y: 5 } }) });
    const changed = after.filter((card, index) => card !== before[index]).map(({ id }) => id);
    expect(changed.toSorted()).toEqual(['ab', 'who']);
    expect(after.find(({ id }) => id === 'ab')?.data.warningCount).toBe(1);
  });
});
