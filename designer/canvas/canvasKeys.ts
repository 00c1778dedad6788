import { disconnect } from '../commands/disconnect.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import { duplicateNodes } from '../commands/pasteNodes.ts';
import { removeNodes } from '../commands/removeNodes.ts';
import type { EditorStore } from '../pages/editor/editorStore.ts';
import { edgeOfKey } from './edgeKey.ts';

/** What only the canvas itself can do. */
export interface KeyTargets {
  fit(): void;
  tidy(): void;
}

/** Keys belong to whatever is typed into, and to a dialog that lies over the canvas. */
export function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input, textarea, select, [contenteditable="true"], .ant-modal, .ant-drawer, .ant-dropdown',
    ) !== null
  );
}

export function removeSelected(store: EditorStore): void {
  const { selectedNodes, selectedEdge, edit, select } = store.getState();
  if (selectedNodes.length > 0) edit((journey) => removeNodes(journey, selectedNodes));
  else if (selectedEdge !== null) {
    edit((journey) => disconnect(journey, edgeOfKey(selectedEdge)));
    select([]);
  }
}

function selectAll(store: EditorStore): void {
  const { history, select } = store.getState();
  select(Object.keys(history.present.nodes));
}

function duplicateSelected(store: EditorStore): void {
  const { selectedNodes, registry, edit } = store.getState();
  edit((journey) => duplicateNodes(journey, selectedNodes, registry, makeSalt));
}

/** @returns the deed a key stands for; `null` leaves the key to the browser */
export function deedOf(event: KeyboardEvent, store: EditorStore, targets: KeyTargets): (() => void) | null {
  const key = event.key.toLowerCase();
  const { undo, redo, select } = store.getState();
  if (event.ctrlKey || event.metaKey) {
    switch (key) {
      case 'z':
        return event.shiftKey ? redo : undo;
      case 'y':
        return redo;
      case 'a':
        return () => selectAll(store);
      case 'd':
        return () => duplicateSelected(store);
      default:
        return null;
    }
  }
  if (event.altKey) return null;
  switch (key) {
    case 'delete':
    case 'backspace':
      return () => removeSelected(store);
    case 'escape':
      return () => select([]);
    case 'f':
      return targets.fit;
    case 'l':
      return targets.tidy;
    default:
      return null;
  }
}
