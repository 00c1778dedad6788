import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { EditorPort } from './editorPort.ts';
import type { EditorState, EditorStore } from './editorStore.ts';

interface Editor {
  store: EditorStore;
  port: EditorPort;
}

const EditorContext = createContext<Editor | null>(null);

export function EditorProvider({ store, port, children }: Editor & { children: ReactNode }) {
  return <EditorContext value={{ store, port }}>{children}</EditorContext>;
}

function useEditorContext(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('outside of EditorProvider');
  return editor;
}

export function useEditor<Part>(select: (state: EditorState) => Part): Part {
  return useStore(useEditorContext().store, select);
}

/** The store itself, for handlers that read it when something happens. */
export function useEditorStore(): EditorStore {
  return useEditorContext().store;
}

export function useEditorPort(): EditorPort {
  return useEditorContext().port;
}
