import { type Node as FlowNode, Position as Side } from '@xyflow/react';
import type { ComponentType } from 'react';
import type { Counts } from '../../shared/api/journeys.ts';
import type { NodeId } from '../../shared/ids.ts';
import type { Journey, Node } from '../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import type { Problem } from '../../shared/problem.ts';
import { outletsOf } from '../commands/outletsOf.ts';
import { panelOf } from '../nodes/panels.ts';
import type { Trail } from '../pages/editor/trail.ts';
import type { EditorWords } from '../text/useEditorWords.ts';
import { type CardGeometry, cardGeometry, HANDLE_SIZE, INLET } from './cardGeometry.ts';
import type { Direction } from './direction.ts';

export interface NodeCounts {
  /** arrivals so far */
  entered: number;
  /** customers there now */
  waiting: number;
  /** customers whose journey ended there */
  ended: number;
  /** of those waiting, held by a fault */
  parked: number;
}

export interface CardOutlet {
  id: string;
  label: string;
  isConnected: boolean;
  isStale: boolean;
  /** customers who left by it; null where a line says so, or nobody did */
  leftCount: number | null;
}

export type CardData = {
  icon: ComponentType;
  kindName: string;
  group: string;
  summary: string;
  hasInlet: boolean;
  outlets: readonly CardOutlet[];
  geometry: CardGeometry;
  direction: Direction;
  errorCount: number;
  warningCount: number;
  counts: NodeCounts | null;
  trail: 'off' | 'lit' | 'current' | 'dim';
};

export type CardNode = FlowNode<CardData, 'card'>;

export interface Drawing {
  journey: Journey;
  registry: NodeRegistry;
  words: EditorWords;
  direction: Direction;
  problems: readonly Problem[];
  counts: Counts | null;
  /** the same while the outlets are those customers went through */
  passed: Counts | null;
  trail: Trail | null;
  selectedNodes: readonly NodeId[];
}

function nodeCounts(counts: Counts | null, id: NodeId): NodeCounts | null {
  if (!counts) return null;
  const node = counts.nodes[id];
  const ended = Object.values(node?.ended ?? {}).reduce((sum, count) => sum + count, 0);
  return { entered: node?.arrived ?? 0, waiting: node?.here ?? 0, ended, parked: node?.parked ?? 0 };
}

function trailAt(trail: Trail | null, id: NodeId): CardData['trail'] {
  if (!trail) return 'off';
  if (trail.current === id) return 'current';
  return trail.nodes.has(id) ? 'lit' : 'dim';
}

function handlesOf({ width, height, inlet, outlets }: CardGeometry, direction: Direction, hasInlet: boolean) {
  const size = { width: HANDLE_SIZE, height: HANDLE_SIZE };
  const [inSide, outSide] = direction === 'TB' ? [Side.Top, Side.Bottom] : [Side.Left, Side.Right];
  const corner = (x: number, y: number) => ({ x: x - HANDLE_SIZE / 2, y: y - HANDLE_SIZE / 2 });
  return {
    width,
    height,
    measured: { width, height },
    handles: [
      ...(hasInlet
        ? [{ id: INLET, type: 'target' as const, position: inSide, ...corner(inlet.x, inlet.y), ...size }]
        : []),
      ...outlets.map(({ id, x, y }) => ({
        id,
        type: 'source' as const,
        position: outSide,
        ...corner(x, y),
        ...size,
      })),
    ],
  };
}

function drawNode(id: NodeId, node: Node, drawing: Drawing, known: ReadonlyMap<NodeId, Tally>): CardNode {
  const { registry, words, direction } = drawing;
  const definition = registry.definitionOf(node);
  const panel = panelOf(node.kind);
  const left = drawing.passed?.nodes[id]?.left ?? {};
  const outlets = outletsOf(node, registry).map((outlet) => {
    const isConnected = Object.hasOwn(node.next, outlet.id);
    return {
      id: outlet.id,
      label: words.of(outlet.words),
      isConnected,
      isStale: outlet.stale === true,
      leftCount: (!isConnected && left[outlet.id]) || null,
    };
  });
  const geometry = cardGeometry(
    outlets.map((outlet) => outlet.id),
    direction,
  );
  const hasInlet = definition?.behaviour.shape !== 'enter';
  const kindName = definition ? words.of(definition.words.name) : words.t('canvas.unknownKind');
  const tally = known.get(id);
  // sentences only where a card is in sight: a thousand of them keep a journey from opening
  let summary: string | undefined;
  const data: CardData = {
    icon: panel.icon,
    kindName,
    group: definition?.group ?? 'unknown',
    get summary() {
      summary ??= panel.summary(node.settings, words);
      return summary;
    },
    hasInlet,
    outlets,
    geometry,
    direction,
    errorCount: tally?.errors ?? 0,
    warningCount: tally?.warnings ?? 0,
    counts: nodeCounts(drawing.counts, id),
    trail: trailAt(drawing.trail, id),
  };
  // the type wants `ariaLabel`, which is read off every node at once; this one only where it is rendered
  const name = {
    get 'aria-label'() {
      return words.t('canvas.node', { kind: kindName, id, summary: data.summary });
    },
  } as NonNullable<CardNode['domAttributes']>;
  return {
    id,
    type: 'card',
    position: drawing.journey.layout[id] ?? { x: 0, y: 0 },
    ...handlesOf(geometry, direction, hasInlet),
    data,
    domAttributes: name,
  };
}

interface Tally {
  errors: number;
  warnings: number;
}

function tallyProblems(problems: readonly Problem[]): ReadonlyMap<NodeId, Tally> {
  const tallies = new Map<NodeId, Tally>();
  for (const { nodeId, severity } of problems) {
    if (nodeId === undefined) continue;
    const tally = tallies.get(nodeId) ?? { errors: 0, warnings: 0 };
    if (severity === 'error') tally.errors++;
    else tally.warnings++;
    tallies.set(nodeId, tally);
  }
  return tallies;
}

/** Draws a journey's cards again and again, keeping each card that has not changed: the memo then holds. */
export function createNodeDrawer(): (drawing: Drawing) => CardNode[] {
  let drawn = new Map<NodeId, { inputs: readonly unknown[]; card: CardNode }>();
  return (drawing) => {
    const tallies = tallyProblems(drawing.problems);
    const selected = new Set(drawing.selectedNodes);
    const next: typeof drawn = new Map();
    const cards = Object.entries(drawing.journey.nodes).map(([id, node]) => {
      const tally = tallies.get(id);
      const inputs = [
        node,
        drawing.journey.layout[id],
        drawing.direction,
        drawing.words,
        // where nobody was yet there are no counts of the node, and still a 0 to show
        drawing.counts === null,
        drawing.counts?.nodes[id],
        drawing.passed === null,
        tally?.errors,
        tally?.warnings,
        trailAt(drawing.trail, id),
        selected.has(id),
      ];
      const before = drawn.get(id);
      const isSame = before?.inputs.every((input, index) => input === inputs[index]);
      const entry =
        before && isSame
          ? before
          : { inputs, card: { ...drawNode(id, node, drawing, tallies), selected: selected.has(id) } };
      next.set(id, entry);
      return entry.card;
    });
    drawn = next;
    return cards;
  };
}
