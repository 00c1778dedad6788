import type { Connection, Edge as FlowEdge } from '@xyflow/react';
import { useMemo } from 'react';
import { connect, mayConnect } from '../commands/connect.ts';
import { disconnect } from '../commands/disconnect.ts';
import { useEditorStore } from '../pages/editor/EditorContext.tsx';
import { documentOf } from '../pages/editor/editorStore.ts';

type Ends = Pick<Connection | FlowEdge, 'source' | 'target'> & { sourceHandle?: string | null };

function edgeOf({ source, sourceHandle, target }: Ends) {
  return { from: source, outlet: sourceHandle ?? 'next', to: target };
}

/** Lines drawn and moved by hand. The same functions for ever: a new one makes the canvas look at every node. */
export function useConnecting() {
  const store = useEditorStore();
  return useMemo(
    () => ({
      onConnect: (connection: Connection) => {
        const { edit, registry } = store.getState();
        edit((journey) => connect(journey, edgeOf(connection), registry));
      },
      onReconnect: (old: FlowEdge, connection: Connection) => {
        const { edit, registry } = store.getState();
        edit((journey) => {
          const wanted = edgeOf(connection);
          if (!mayConnect(journey, wanted, registry)) return journey;
          const { from, outlet } = edgeOf(old);
          return connect(disconnect(journey, { from, outlet }), wanted, registry);
        });
      },
      isValidConnection: (connection: Connection | FlowEdge) =>
        mayConnect(documentOf(store.getState()), edgeOf(connection), store.getState().registry),
    }),
    [store],
  );
}
