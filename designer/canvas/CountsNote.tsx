import { Panel } from '@xyflow/react';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';

/** Which version's customers the numbers on the canvas count. */
export function CountsNote() {
  const { t, locale } = useEditorWords();
  const counts = useEditor((state) => state.counts);
  if (!counts) return null;
  const here = Object.values(counts.nodes).reduce((sum, node) => sum + node.here, 0);
  const count = here.toLocaleString(locale);
  const { version } = counts;
  return (
    <Panel position="top-left" className="tl-counts-note">
      {version === null ? t('canvas.countsOfAll', { count }) : t('canvas.countsOf', { count, version })}
    </Panel>
  );
}
