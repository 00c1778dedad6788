import { useEffect } from 'react';
import { useDictionary } from '../../fields/Dictionary.ts';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';
import { documentOf } from './editorStore.ts';

const REST_MS = 150;

/** Checks the document in the browser, a moment after each change. */
export function useChecking(): void {
  const port = useEditorPort();
  const store = useEditorStore();
  const document = useEditor(documentOf);
  const { templates, audiences } = useDictionary();
  useEffect(() => {
    const timer = setTimeout(() => {
      const problems = port.check(document, {
        templates: Object.fromEntries(templates.map(({ id, template }) => [id, template])),
        audiences: audiences.map(({ id }) => id),
      });
      store.getState().set({ problems });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [port, store, document, templates, audiences]);
}
