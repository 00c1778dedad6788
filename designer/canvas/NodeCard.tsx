import {
  ClockCircleFilled,
  CloseCircleFilled,
  FlagFilled,
  PauseCircleFilled,
  PlusOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { Handle, type NodeProps, Position as Side } from '@xyflow/react';
import { type CSSProperties, memo } from 'react';
import { useEditor, useEditorPort } from '../pages/editor/EditorContext.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import { useCanvasActions } from './canvasActions.ts';
import { INLET, OUTLET_HEIGHT } from './cardGeometry.ts';
import { useIsFar } from './far.ts';
import type { CardData, CardNode, CardOutlet } from './flowNodes.ts';

function Badges({ errorCount, warningCount }: Pick<CardData, 'errorCount' | 'warningCount'>) {
  const { t } = useEditorWords();
  return (
    <span className="tl-card-badges">
      {errorCount > 0 && (
        <span className="tl-card-badge tl-is-error" title={t('canvas.errors', { count: errorCount })}>
          <CloseCircleFilled aria-hidden />
          {errorCount}
        </span>
      )}
      {warningCount > 0 && (
        <span className="tl-card-badge tl-is-warning" title={t('canvas.warnings', { count: warningCount })}>
          <WarningFilled aria-hidden />
          {warningCount}
        </span>
      )}
    </span>
  );
}

/** Leads to the customers a fault holds here. */
function Parked({ id, count }: { id: string; count: number }) {
  const { t, locale } = useEditorWords();
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="tl-card-parked nodrag nopan"
      aria-label={t('canvas.parkedAt', { node: id, count })}
      title={t('canvas.parkedAt', { node: id, count })}
      onClick={(event) => {
        event.stopPropagation();
        port.openParked(journeyId, id);
      }}
    >
      <PauseCircleFilled aria-hidden />
      {count.toLocaleString(locale)}
    </button>
  );
}

function Counts({ counts }: { counts: NonNullable<CardData['counts']> }) {
  const { t, locale } = useEditorWords();
  const number = (count: number) => count.toLocaleString(locale);
  return (
    <span className="tl-card-counts">
      <span title={t('canvas.arrived', { count: number(counts.entered) })}>{number(counts.entered)}</span>
      {counts.waiting > 0 && (
        <span className="tl-is-waiting" title={t('canvas.here', { count: number(counts.waiting) })}>
          <ClockCircleFilled aria-hidden />
          {number(counts.waiting)}
        </span>
      )}
      {counts.ended > 0 && (
        <span className="tl-is-left" title={t('canvas.ended', { count: number(counts.ended) })}>
          <FlagFilled aria-hidden />
          {number(counts.ended)}
        </span>
      )}
    </span>
  );
}

function Way({ id, outlet, data, index }: { id: string; outlet: CardOutlet; data: CardData; index: number }) {
  const { t } = useEditorWords();
  const { isReadOnly, chooseAfter } = useCanvasActions();
  const isFar = useIsFar();
  const isDown = data.direction === 'TB';
  const at = data.geometry.outlets[index];
  const style: CSSProperties = isDown ? { left: at?.x } : { top: at?.y };
  return (
    <>
      <Handle
        type="source"
        id={outlet.id}
        position={isDown ? Side.Bottom : Side.Right}
        style={style}
        className={outlet.isStale ? 'tl-is-stale' : ''}
        title={outlet.isStale ? t('canvas.staleOutlet') : outlet.label}
      />
      {!outlet.isConnected && !isReadOnly && !isFar && (
        <button
          type="button"
          className="tl-card-append nodrag nopan"
          style={style}
          aria-label={t('canvas.append', { from: id, outlet: outlet.label })}
          onClick={(event) => {
            event.stopPropagation();
            chooseAfter({ from: id, outlet: outlet.id }, event);
          }}
        >
          <PlusOutlined aria-hidden />
        </button>
      )}
    </>
  );
}

/** Beside each name how many left by it, where no line is there to say so. */
function OutletNames({ outlets, direction }: Pick<CardData, 'outlets' | 'direction'>) {
  const { t, locale } = useEditorWords();
  if (outlets.length < 2) return null;
  return (
    <span className="tl-card-outlets">
      {outlets.map((outlet) => (
        <span
          key={outlet.id}
          className={`tl-card-outlet${outlet.isStale ? ' tl-is-stale' : ''}`}
          style={direction === 'LR' ? { height: OUTLET_HEIGHT } : undefined}
          title={outlet.label}
        >
          <span className="tl-card-outlet-name">{outlet.label}</span>
          {outlet.leftCount !== null && (
            <span
              className="tl-card-outlet-count"
              title={t('canvas.leftBy', { outlet: outlet.label, count: outlet.leftCount })}
            >
              {outlet.leftCount.toLocaleString(locale)}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}

function CardWords({ id, data }: { id: string; data: CardData }) {
  return (
    <span className="tl-card-words">
      <span className="tl-card-head">
        <span className="tl-card-kind">{data.kindName}</span>
        <span className="tl-card-id">{id}</span>
        <Parked id={id} count={data.counts?.parked ?? 0} />
        <Badges errorCount={data.errorCount} warningCount={data.warningCount} />
      </span>
      <span className="tl-card-foot">
        <span className="tl-card-summary" title={data.summary}>
          {data.summary}
        </span>
        {data.counts && <Counts counts={data.counts} />}
      </span>
    </span>
  );
}

/** One node: what it is, what it does in a line, and its ways out. Its size comes from cardGeometry. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const { geometry, direction, icon: Icon } = data;
  const isFar = useIsFar();
  const classes = ['tl-card', `tl-group-${data.group}`, `tl-runs-${direction}`, `tl-trail-${data.trail}`];
  if (selected) classes.push('tl-is-selected');
  if (data.errorCount > 0) classes.push('tl-has-errors');
  return (
    <div className={classes.join(' ')} style={{ width: geometry.width, height: geometry.height }}>
      {data.hasInlet && (
        <Handle
          type="target"
          id={INLET}
          position={direction === 'TB' ? Side.Top : Side.Left}
          style={direction === 'TB' ? { left: geometry.inlet.x } : { top: geometry.inlet.y }}
        />
      )}
      <span className="tl-card-body">
        <span className="tl-card-icon" aria-hidden>
          <Icon />
        </span>
        {!isFar && <CardWords id={id} data={data} />}
      </span>
      {!isFar && <OutletNames outlets={data.outlets} direction={direction} />}
      {data.outlets.map((outlet, index) => (
        <Way key={outlet.id} id={id} outlet={outlet} data={data} index={index} />
      ))}
    </div>
  );
});
