import '@xyflow/react/dist/style.css';
import './canvas.css';
import {
  Background,
  type FinalConnectionState,
  getViewportForBounds,
  MarkerType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { App } from 'antd';
import { type DragEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { addNode } from '../commands/addNode.ts';
import type { Edge } from '../commands/edge.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import { moveNodes } from '../commands/moveNodes.ts';
import { useEditor, useEditorStore } from '../pages/editor/EditorContext.tsx';
import { documentOf, isReadOnly } from '../pages/editor/editorStore.ts';
import { isStill } from '../stillness.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { ariaLabelsOf } from './ariaLabels.ts';
import { CanvasToolbar } from './CanvasToolbar.tsx';
import { CountsNote } from './CountsNote.tsx';
import { CanvasActionsContext } from './canvasActions.ts';
import { BODY_HEIGHT, CARD_WIDTH } from './cardGeometry.ts';
import { chosenKind, droppedKind, type Picking } from './chooseKind.ts';
import type { Direction } from './direction.ts';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { FAR_ZOOM, FarContext } from './far.ts';
import { JourneyEdge } from './JourneyEdge.tsx';
import { KindPicker } from './KindPicker.tsx';
import { NodeCard } from './NodeCard.tsx';
import { KIND_MIME, Palette } from './Palette.tsx';
import { openOutlet, placeAbout, placeAfter } from './placeNew.ts';
import { tidyUp } from './tidyUp.ts';
import { useCanvasKeys } from './useCanvasKeys.ts';
import { useConnecting } from './useConnecting.ts';
import { useDrawing } from './useDrawing.ts';
import { useFlowChanges } from './useFlowChanges.ts';
import { useKeepingInSight } from './useKeepingInSight.ts';

const nodeTypes = { card: NodeCard };
const edgeTypes = { line: JourneyEdge };
// of the line's colour, and no larger where the line is stronger
const edgeDefaults = {
  markerEnd: {
    type: MarkerType.ArrowClosed,
    width: 22,
    height: 22,
    color: 'context-stroke',
    markerUnits: 'userSpaceOnUse',
  },
};
/** the toolbar lies over the lower edge */
const fitOptions = {
  maxZoom: 1,
  padding: { top: '28px', left: '28px', right: '28px', bottom: '68px' },
} as const;
const MOVE_MS = isStill ? 0 : 200;
/** below this all cards are mounted once, which pans more smoothly */
const NODES_ALL_MOUNTED = 150;
const OPENING_ZOOM = 0.8;
/** the beginning comes to lie a little above the middle */
const OPENING_BELOW = 240;
/** until the opening is shown: close enough that few cards are drawn in vain */
const OPENING_VIEWPORT = { x: 0, y: 0, zoom: OPENING_ZOOM };
/** the map costs frames, and of so many nodes shows nothing */
const NODES_MAPPED_MAX = 1000;

function useAdding() {
  const store = useEditorStore();
  const flow = useReactFlow();
  return useCallback(
    (kind: string) => {
      const { selectedNodes, direction, registry, edit, focus } = store.getState();
      edit((journey) => {
        const after =
          registry.definitionOf({ kind })?.behaviour.shape === 'enter'
            ? undefined
            : openOutlet(journey, selectedNodes, registry);
        const box = document.querySelector('.tl-canvas')?.getBoundingClientRect();
        const middle = flow.screenToFlowPosition({
          x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
          y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
        });
        const position = after
          ? placeAfter(journey, kind, after, { direction, registry })
          : placeAbout(journey, kind, middle, { direction, registry });
        return addNode(journey, { kind, position, ...(after ? { after } : {}) }, registry, makeSalt);
      });
      const [made] = store.getState().selectedNodes;
      if (made !== undefined) focus(made);
    },
    [store, flow],
  );
}

/** Whether cards still have words when all of them are in sight. */
function isReadableWhole(flow: ReturnType<typeof useReactFlow>): boolean {
  const box = document.querySelector('.tl-canvas')?.getBoundingClientRect();
  if (!box) return true;
  const bounds = flow.getNodesBounds(flow.getNodes());
  const { zoom } = getViewportForBounds(bounds, box.width, box.height, 0, 1, fitOptions.padding);
  return zoom >= FAR_ZOOM;
}

/** Small journeys open as a whole, large ones at their beginning: as a whole nobody could read them. */
function useOpening() {
  const flow = useReactFlow();
  const store = useEditorStore();
  return useCallback(() => {
    const state = store.getState();
    const { nodes, layout } = documentOf(state);
    const entries = Object.entries(nodes);
    const start = entries.find(([, node]) => state.registry.definitionOf(node)?.behaviour.shape === 'enter');
    const at = start && layout[start[0]];
    if (!at || (entries.length <= NODES_ALL_MOUNTED && isReadableWhole(flow))) {
      return void flow.fitView(fitOptions);
    }
    void flow.setCenter(at.x + CARD_WIDTH / 2, at.y + OPENING_BELOW, { zoom: OPENING_ZOOM });
  }, [flow, store]);
}

/** The list of problems takes room from the canvas when it first comes up: show the journey once more then. */
function useOpeningOnceChecked() {
  const open = useOpening();
  const isChecked = useEditor((state) => state.isChecked);
  useEffect(() => {
    if (isChecked) requestAnimationFrame(open);
  }, [isChecked, open]);
  return open;
}

/** Brings a node into view when asked: from the list of problems, or after adding it. */
function useCentring() {
  const flow = useReactFlow();
  const store = useEditorStore();
  const centreOn = useEditor((state) => state.centreOn);
  useEffect(() => {
    const at = centreOn && documentOf(store.getState()).layout[centreOn.nodeId];
    if (!at) return;
    const zoom = Math.max(flow.getZoom(), 0.7);
    void flow.setCenter(at.x + CARD_WIDTH / 2, at.y + BODY_HEIGHT / 2, { zoom, duration: MOVE_MS });
  }, [centreOn, flow, store]);
}

/** A rehearsal's path is worth nothing out of sight: it was asked for beside the canvas, which lost room to it. */
function useShowingPath() {
  const flow = useReactFlow();
  const store = useEditorStore();
  const hasPath = useEditor((state) => state.trail !== null);
  useEffect(() => {
    const isSmall = Object.keys(documentOf(store.getState()).nodes).length <= NODES_ALL_MOUNTED;
    if (hasPath && isSmall) void flow.fitView({ ...fitOptions, duration: MOVE_MS });
  }, [hasPath, flow, store]);
}

function useTidy() {
  const store = useEditorStore();
  const flow = useReactFlow();
  const { message } = App.useApp();
  const { t } = useEditorWords();
  return useCallback(
    async (direction: Direction) => {
      const { registry, edit, setDirection, history } = store.getState();
      const before = history.present;
      try {
        const layout = await tidyUp(before, direction, registry);
        setDirection(direction);
        edit((journey) => moveNodes(journey, layout));
        requestAnimationFrame(() => void flow.fitView({ ...fitOptions, duration: MOVE_MS }));
      } catch {
        void message.error(t('toolbar.layoutFailed'));
      }
    },
    [store, flow, message, t],
  );
}

function CanvasInside({ scheme }: { scheme: 'light' | 'dark' }) {
  const words = useEditorWords();
  const store = useEditorStore();
  const flow = useReactFlow();
  const locked = useEditor(isReadOnly);
  const isEmpty = useEditor((state) => Object.keys(documentOf(state).nodes).length === 0);
  const [hasMinimap, showMinimap] = useState(false);
  const [picking, setPicking] = useState<Picking | null>(null);
  const { moving, onNodesChange, onEdgesChange } = useFlowChanges();
  const { nodes, edges } = useDrawing(moving);
  const add = useAdding();
  const tidy = useTidy();
  useCentring();
  useShowingPath();
  useKeepingInSight(MOVE_MS);
  const open = useOpeningOnceChecked();
  const connecting = useConnecting();
  const isFar = useStore((state) => state.transform[2] < FAR_ZOOM);
  const ariaLabels = useMemo(() => ariaLabelsOf(words), [words]);
  const tidyInto = useCallback((direction: Direction) => void tidy(direction), [tidy]);
  const fit = useCallback(() => void flow.fitView({ ...fitOptions, duration: MOVE_MS }), [flow]);
  useCanvasKeys(
    useMemo(
      () => ({
        fit,
        tidy: () => void tidy(store.getState().direction),
      }),
      [fit, tidy, store],
    ),
  );

  const actions = useMemo(
    () => ({
      isReadOnly: locked,
      chooseAfter: (edge: Edge, at: { clientX: number; clientY: number }) =>
        setPicking({ edge, x: at.clientX, y: at.clientY, dropAt: null }),
    }),
    [locked],
  );
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid || state.toNode || !state.fromNode || state.fromHandle?.type !== 'source') return;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!point) return;
      const edge = { from: state.fromNode.id, outlet: state.fromHandle.id ?? 'next' };
      const dropAt = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
      setPicking({ edge, x: point.clientX, y: point.clientY, dropAt });
    },
    [flow],
  );
  const onDrop = useCallback(
    (event: DragEvent) => {
      const kind = event.dataTransfer.getData(KIND_MIME);
      if (kind === '' || locked) return;
      event.preventDefault();
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const target = document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__edge');
      droppedKind(store, kind, at, target?.getAttribute('data-id') ?? null);
    },
    [flow, store, locked],
  );

  return (
    <CanvasActionsContext value={actions}>
      <Palette registry={store.getState().registry} add={add} isReadOnly={locked} />
      <section
        className={isFar ? 'tl-canvas tl-is-far' : 'tl-canvas'}
        aria-label={words.t('canvas.name')}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(KIND_MIME)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        }}
        onDrop={onDrop}
      >
        <FarContext value={isFar}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            defaultEdgeOptions={edgeDefaults}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            {...connecting}
            onConnectEnd={onConnectEnd}
            nodesDraggable={!locked}
            nodesConnectable={!locked}
            edgesReconnectable={!locked}
            // selecting opens the panel, which takes the room from under the pointer: the canvas would run away
            selectNodesOnDrag={false}
            deleteKeyCode={null}
            selectionKeyCode="Shift"
            multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
            onlyRenderVisibleElements={nodes.length > NODES_ALL_MOUNTED}
            minZoom={0.2}
            maxZoom={1.75}
            onInit={open}
            defaultViewport={OPENING_VIEWPORT}
            colorMode={scheme}
            ariaLabelConfig={ariaLabels}
            proOptions={{ hideAttribution: true }}
          >
            <Background gap={20} size={1} />
            {hasMinimap && nodes.length <= NODES_MAPPED_MAX && (
              <MiniMap
                pannable
                zoomable
                position="bottom-right"
                className="tl-minimap"
                nodeClassName={({ data }) => `tl-group-${String(data.group)}`}
              />
            )}
            <CountsNote />
            <CanvasToolbar fit={fit} tidy={tidyInto} hasMinimap={hasMinimap} showMinimap={showMinimap} />
          </ReactFlow>
        </FarContext>
        {isEmpty && !locked && <EmptyCanvas addTrigger={() => add('trigger')} />}
      </section>
      {picking && (
        <KindPicker
          registry={store.getState().registry}
          at={picking}
          mustGoOn={
            documentOf(store.getState()).nodes[picking.edge.from]?.next[picking.edge.outlet] !== undefined &&
            picking.dropAt === null
          }
          choose={(kind) => {
            chosenKind(store, kind, picking);
            setPicking(null);
          }}
          close={() => setPicking(null)}
        />
      )}
    </CanvasActionsContext>
  );
}

/** The drawing of the journey, with the palette beside it. */
export function JourneyCanvas({ scheme }: { scheme: 'light' | 'dark' }) {
  return (
    <ReactFlowProvider>
      <CanvasInside scheme={scheme} />
    </ReactFlowProvider>
  );
}
