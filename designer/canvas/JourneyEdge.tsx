import { PlusOutlined } from '@ant-design/icons';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo, useRef, useState } from 'react';
import { useEditorWords } from '../text/useEditorWords.ts';
import { useCanvasActions } from './canvasActions.ts';
import { edgeOfKey } from './edgeKey.ts';
import { useIsFar } from './far.ts';
import type { LineEdge } from './flowEdges.ts';
import { labelPlace, routePath } from './routeEdge.ts';

/** The pointer has to cross from the line to its button without the button going away. */
const LINGER_MS = 250;

function useHover() {
  const [isHovered, setHovered] = useState(false);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onMouseEnter = () => {
    clearTimeout(leaving.current);
    setHovered(true);
  };
  const onMouseLeave = () => {
    leaving.current = setTimeout(() => setHovered(false), LINGER_MS);
  };
  return { isHovered, hover: { onMouseEnter, onMouseLeave } };
}

function drawnAs(props: EdgeProps<LineEdge>) {
  const route = props.data?.route;
  if (route) return { path: routePath(route), at: labelPlace(route) };
  const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 10, offset: 18 });
  return { path, at: { x, y } };
}

export const JourneyEdge = memo(function JourneyEdge(props: EdgeProps<LineEdge>) {
  const { id, data, selected, markerEnd } = props;
  const { t, locale } = useEditorWords();
  const { isReadOnly, chooseAfter } = useCanvasActions();
  const { isHovered, hover } = useHover();
  const isFar = useIsFar();
  const { path, at } = drawnAs(props);
  const classes = ['tl-edge'];
  if (data?.isLit) classes.push('tl-is-lit');
  if (data?.isDim) classes.push('tl-is-dim');
  if (isHovered) classes.push('tl-is-hovered');
  // the card names its outlets already: the words come when one looks at the edge
  const isLookedAt = isHovered || selected === true || data?.isLit === true;
  const words = isLookedAt ? (data?.label ?? '') : '';
  const count = data?.count ?? null;
  return (
    <g {...hover} className={classes.join(' ')}>
      <BaseEdge path={path} interactionWidth={24} {...(markerEnd ? { markerEnd } : {})} />
      {!isFar && (
        <EdgeLabelRenderer>
          <div
            {...hover}
            className={`tl-edge-label nodrag nopan ${classes.join(' ')}`}
            style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
          >
            {(words !== '' || count !== null) && (
              <span className="tl-edge-words">
                {words}
                {count !== null && (
                  <b title={t('canvas.took', { count: count.toLocaleString(locale) })}>
                    {count.toLocaleString(locale)}
                  </b>
                )}
              </span>
            )}
            {!isReadOnly && data && (
              <button
                type="button"
                className={`tl-edge-plus${isHovered || selected ? ' tl-is-shown' : ''}`}
                aria-label={data.insertLabel}
                onClick={(event) => chooseAfter(edgeOfKey(id), event)}
              >
                <PlusOutlined aria-hidden />
              </button>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
