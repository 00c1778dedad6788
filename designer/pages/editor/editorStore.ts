import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Counts } from '../../../shared/api/journeys.ts';
import type { NodeId } from '../../../shared/ids.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import type { Problem } from '../../../shared/problem.ts';
import { type Direction, directionOf } from '../../canvas/direction.ts';
import type { Made } from '../../commands/addNode.ts';
import { type History, record, redo, startHistory, undo } from '../../commands/history.ts';
import type { SaveState } from './saveState.ts';
import type { Trail } from './trail.ts';

/** An edit from outside the store: a new document, or one with nodes just made, which get selected. */
type Edited = Journey | Made;

export interface EditorState {
  readonly registry: NodeRegistry;
  history: History<Journey>;
  /** a published version looked at instead of the draft */
  shown: { version: number; document: Journey } | null;
  selectedNodes: readonly NodeId[];
  /** `edgeKey` */
  selectedEdge: string | null;
  direction: Direction;
  problems: readonly Problem[];
  /** whether the document was checked at all yet */
  isChecked: boolean;
  counts: Counts | null;
  /** nodes of the version that runs; the draft's outlets lead where people went as long as it has these very nodes */
  runningNodes: Journey['nodes'] | null;
  trail: Trail | null;
  save: SaveState;
  /** a node the canvas should bring into view; a new object asks again */
  centreOn: { nodeId: NodeId } | null;
  /** the journey's goals should be shown; a new object asks again */
  goalsAsked: object | null;

  /** @param key names the field being typed into, so that typing is one step back */
  edit(change: (journey: Journey) => Edited, key?: string): void;
  undo(): void;
  redo(): void;
  load(document: Journey): void;
  show(shown: EditorState['shown']): void;
  select(nodes: readonly NodeId[], edge?: string | null): void;
  focus(nodeId: NodeId): void;
  askForGoals(): void;
  setDirection(direction: Direction): void;
  set(
    part: Partial<Pick<EditorState, 'problems' | 'isChecked' | 'counts' | 'runningNodes' | 'trail' | 'save'>>,
  ): void;
}

export type EditorStore = StoreApi<EditorState>;

/** The document on the canvas: the draft, or the version looked at. */
export function documentOf(state: EditorState): Journey {
  return state.shown?.document ?? state.history.present;
}

export function isReadOnly(state: EditorState): boolean {
  return state.shown !== null;
}

/** Selection never names what is gone. */
function presentOnly(state: EditorState, document: Journey) {
  const selectedNodes = state.selectedNodes.filter((id) => Object.hasOwn(document.nodes, id));
  return selectedNodes.length === state.selectedNodes.length ? {} : { selectedNodes };
}

export function createEditorStore(
  document: Journey,
  registry: NodeRegistry,
  now: () => number = Date.now,
): EditorStore {
  return createStore<EditorState>()((set) => ({
    registry,
    history: startHistory(document),
    shown: null,
    selectedNodes: [],
    selectedEdge: null,
    direction: directionOf(document),
    problems: [],
    isChecked: false,
    counts: null,
    runningNodes: null,
    trail: null,
    save: { status: 'saved' },
    centreOn: null,
    goalsAsked: null,

    edit: (change, key) =>
      set((state) => {
        if (isReadOnly(state)) return {};
        const before = state.history.present;
        const edited = change(before);
        const made = 'made' in edited ? edited : { journey: edited, made: [] };
        if (made.journey === before) return {};
        const history = record(state.history, made.journey, { key, nowMs: now() });
        return {
          history,
          trail: null,
          ...(made.made.length > 0
            ? { selectedNodes: made.made, selectedEdge: null }
            : presentOnly(state, made.journey)),
        };
      }),
    undo: () =>
      set((state) => {
        const history = undo(state.history);
        return { history, trail: null, ...presentOnly(state, history.present) };
      }),
    redo: () =>
      set((state) => {
        const history = redo(state.history);
        return { history, trail: null, ...presentOnly(state, history.present) };
      }),
    load: (loaded) =>
      set({
        history: startHistory(loaded),
        direction: directionOf(loaded),
        shown: null,
        selectedNodes: [],
        selectedEdge: null,
        trail: null,
      }),
    show: (shown) => set({ shown, selectedNodes: [], selectedEdge: null, trail: null }),
    select: (selectedNodes, selectedEdge = null) => set({ selectedNodes, selectedEdge }),
    focus: (nodeId) => set({ selectedNodes: [nodeId], selectedEdge: null, centreOn: { nodeId } }),
    askForGoals: () => set({ goalsAsked: {} }),
    setDirection: (direction) => set({ direction }),
    set: (part) => set(part),
  }));
}
