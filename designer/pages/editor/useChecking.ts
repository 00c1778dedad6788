import { useEffect } from 'react';
import { makeSalt } from '../../commands/makeSalt.ts';
import { useDictionary } from '../../fields/dictionary.ts';
import { useEditor, useEditorStore } from './EditorContext.tsx';
import { documentOf } from './editorStore.ts';

const REST_MS = 150;

/** Templates and calendars come with it: the canvas is drawn before. */
const loadChecker = () => import('../../../engine/core/check/checkJourney.ts');

/** Checks the document in the browser, a moment after each change. */
export function useChecking(): void {
  const registry = useEditor((state) => state.registry);
  const store = useEditorStore();
  const document = useEditor(documentOf);
  const { templates, audiences, journeys, layers } = useDictionary();
  useEffect(() => {
    let isCurrent = true;
    const check = async () => {
      const { checkJourney } = await loadChecker();
      if (!isCurrent) return;
      const { problems } = checkJourney(document, {
        registry,
        makeSalt,
        templates: Object.fromEntries(templates.map(({ id, template }) => [id, template])),
        audiences: Object.fromEntries(audiences.map(({ id, definition }) => [id, definition])),
        // while the list is on its way, no journey is called unknown
        ...(journeys.length > 0 ? { journeys: journeys.map(({ id }) => id) } : {}),
        layerClaims: layers.flatMap(({ id, unit, splits }) =>
          splits.map(({ journey, node, slots }) => ({
            layer: id,
            journeyId: journey.id,
            nodeId: node,
            unit,
            slots,
          })),
        ),
        nowMs: Date.now(),
        isForOperator: true,
      });
      store.getState().set({ problems, isChecked: true });
    };
    const timer = setTimeout(() => void check(), REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [registry, store, document, templates, audiences, journeys, layers]);
}
