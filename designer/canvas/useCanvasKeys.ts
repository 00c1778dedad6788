import { useEffect } from 'react';
import { copyNodes, fragmentText, parseFragment } from '../commands/fragment.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import { PASTE_OFFSET, pasteNodes } from '../commands/pasteNodes.ts';
import { useEditorStore } from '../pages/editor/EditorContext.tsx';
import { documentOf, type EditorStore } from '../pages/editor/editorStore.ts';
import { deedOf, isElsewhere, type KeyTargets, removeSelected } from './canvasKeys.ts';

function copy(event: ClipboardEvent, store: EditorStore): boolean {
  const state = store.getState();
  const hasText = (getSelection()?.toString() ?? '') !== '';
  if (isElsewhere(event.target) || hasText || state.selectedNodes.length === 0) return false;
  event.clipboardData?.setData('text/plain', fragmentText(copyNodes(documentOf(state), state.selectedNodes)));
  event.preventDefault();
  return true;
}

function paste(event: ClipboardEvent, store: EditorStore): void {
  const fragment = isElsewhere(event.target)
    ? null
    : parseFragment(event.clipboardData?.getData('text/plain') ?? '');
  if (!fragment) return;
  event.preventDefault();
  const { registry, edit } = store.getState();
  edit((journey) => pasteNodes(journey, fragment, PASTE_OFFSET, registry, makeSalt));
}

/** Keys and clipboard of the canvas; the clipboard's own events work without asking for a permission. */
export function useCanvasKeys(targets: KeyTargets): void {
  const store = useEditorStore();
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener(
      'keydown',
      (event) => {
        const deed = isElsewhere(event.target) ? null : deedOf(event, store, targets);
        if (!deed) return;
        event.preventDefault();
        deed();
      },
      { signal },
    );
    document.addEventListener('copy', (event) => void copy(event, store), { signal });
    document.addEventListener(
      'cut',
      (event) => {
        if (copy(event, store)) removeSelected(store);
      },
      { signal },
    );
    document.addEventListener('paste', (event) => paste(event, store), { signal });
    return () => stop.abort();
  }, [store, targets]);
}
