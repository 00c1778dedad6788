import {
  CheckOutlined,
  CloudSyncOutlined,
  DisconnectOutlined,
  ExclamationCircleOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor } from './EditorContext.tsx';
import type { SaveState } from './saveState.ts';

const ICONS: { readonly [status in SaveState['status']]: ReactNode } = {
  saved: <CheckOutlined aria-hidden />,
  pending: <CloudSyncOutlined aria-hidden />,
  saving: <CloudSyncOutlined aria-hidden />,
  refused: <ExclamationCircleOutlined aria-hidden />,
  conflict: <SwapOutlined aria-hidden />,
  offline: <DisconnectOutlined aria-hidden />,
};

/** Whether the draft on the screen is safe, always in sight. */
export function SaveMark() {
  const { t } = useEditorWords();
  const save = useEditor((state) => state.save);
  const details = save.status === 'refused' ? save.problems.map(({ text }) => text).join('\n') : '';
  return (
    <Tooltip title={details}>
      <span className={`tl-save tl-save-${save.status}`} role="status">
        {ICONS[save.status]} {t(`save.${save.status}`)}
      </span>
    </Tooltip>
  );
}
