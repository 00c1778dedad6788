import {
  ApartmentOutlined,
  BorderInnerOutlined,
  CompressOutlined,
  MinusOutlined,
  PlusOutlined,
  RedoOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { Panel, useReactFlow } from '@xyflow/react';
import { Button, Segmented, Tooltip } from 'antd';
import { memo, type ReactNode } from 'react';
import { useEditor, useEditorStore } from '../pages/editor/EditorContext.tsx';
import { isReadOnly } from '../pages/editor/editorStore.ts';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import type { Direction } from './direction.ts';

interface ToolProps {
  label: string;
  icon: ReactNode;
  run(): void;
  disabled?: boolean;
  isOn?: boolean;
}

function Tool({ label, icon, run, disabled = false, isOn }: ToolProps) {
  return (
    <Tooltip title={label} placement="top">
      <Button
        type="text"
        size="small"
        icon={icon}
        aria-label={label}
        disabled={disabled}
        onClick={run}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      />
    </Tooltip>
  );
}

function directionOptions({ t }: EditorWords) {
  return [
    { value: 'TB' as const, label: '↓', title: t('toolbar.down') },
    { value: 'LR' as const, label: '→', title: t('toolbar.across') },
  ];
}

interface CanvasToolbarProps {
  fit(): void;
  tidy(direction: Direction): void;
  hasMinimap: boolean;
  showMinimap(isShown: boolean): void;
}

/** Kept apart from the frames of a drag. */
export const CanvasToolbar = memo(function CanvasToolbar({
  fit,
  tidy,
  hasMinimap,
  showMinimap,
}: CanvasToolbarProps) {
  const words = useEditorWords();
  const { t } = words;
  const flow = useReactFlow();
  const store = useEditorStore();
  const direction = useEditor((state) => state.direction);
  const canUndo = useEditor((state) => !isReadOnly(state) && state.history.past.length > 0);
  const canRedo = useEditor((state) => !isReadOnly(state) && state.history.future.length > 0);
  const locked = useEditor(isReadOnly);
  return (
    <Panel position="bottom-center" className="tl-canvas-tools" role="toolbar" aria-label={t('toolbar.name')}>
      <Tool
        label={t('toolbar.undo')}
        icon={<UndoOutlined aria-hidden />}
        run={store.getState().undo}
        disabled={!canUndo}
      />
      <Tool
        label={t('toolbar.redo')}
        icon={<RedoOutlined aria-hidden />}
        run={store.getState().redo}
        disabled={!canRedo}
      />
      <span className="tl-canvas-tools-gap" />
      <Tool
        label={t('toolbar.zoomOut')}
        icon={<MinusOutlined aria-hidden />}
        run={() => void flow.zoomOut()}
      />
      <Tool label={t('toolbar.zoomIn')} icon={<PlusOutlined aria-hidden />} run={() => void flow.zoomIn()} />
      <Tool label={t('toolbar.fit')} icon={<CompressOutlined aria-hidden />} run={fit} />
      <Tool
        label={t('toolbar.minimap')}
        icon={<BorderInnerOutlined aria-hidden />}
        isOn={hasMinimap}
        run={() => showMinimap(!hasMinimap)}
      />
      <span className="tl-canvas-tools-gap" />
      <Tool
        label={t('toolbar.layout')}
        icon={<ApartmentOutlined aria-hidden />}
        run={() => tidy(direction)}
        disabled={locked}
      />
      <Segmented<Direction>
        size="small"
        aria-label={t('toolbar.direction')}
        disabled={locked}
        value={direction}
        options={directionOptions(words)}
        onChange={tidy}
      />
    </Panel>
  );
});
