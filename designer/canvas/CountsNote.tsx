import { ClockCircleFilled, FlagFilled } from '@ant-design/icons';
import { Panel } from '@xyflow/react';
import { useEditor } from '../pages/editor/EditorContext.tsx';
import { documentOf } from '../pages/editor/editorStore.ts';
import { useEditorWords } from '../text/useEditorWords.ts';

/** Which version's customers the numbers on the canvas count, and how many are where it draws no node. */
export function CountsNote() {
  const { t, locale } = useEditorWords();
  const counts = useEditor((state) => state.counts);
  const drawn = useEditor((state) => documentOf(state).nodes);
  if (!counts) return null;
  const places = Object.entries(counts.nodes);
  const sum = (of: typeof places) => of.reduce((all, [, { here }]) => all + here, 0);
  const count = sum(places).toLocaleString(locale);
  const elsewhere = sum(places.filter(([id]) => !Object.hasOwn(drawn, id)));
  const { version } = counts;
  return (
    <Panel position="top-left" className="tl-counts-note">
      {version === null ? t('canvas.countsOfAll', { count }) : t('canvas.countsOf', { count, version })}
      {elsewhere > 0 && ` ${t('canvas.countsElsewhere', { count: elsewhere.toLocaleString(locale) })}`}
      <span className="tl-counts-legend">
        {t('canvas.legend')} <span>{t('canvas.legendArrived')}</span>
        <span className="tl-is-waiting">
          <ClockCircleFilled aria-hidden />
          {t('canvas.legendHere')}
        </span>
        <span className="tl-is-left">
          <FlagFilled aria-hidden />
          {t('canvas.legendEnded')}
        </span>
      </span>
    </Panel>
  );
}
