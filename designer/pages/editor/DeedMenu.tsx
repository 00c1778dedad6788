import { EllipsisOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import type { JourneyDeed, LifeDeed } from '../../../shared/journey/life.ts';
import { FocusBack } from '../../shell/FocusBack.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditorPort, useEditorStore } from './EditorContext.tsx';

const ResumeDialog = lazy(() =>
  import('./ResumeDialog.tsx').then((module) => ({ default: module.ResumeDialog })),
);
const UndoMoveDialog = lazy(() =>
  import('./UndoMoveDialog.tsx').then((module) => ({ default: module.UndoMoveDialog })),
);

const DANGEROUS: readonly LifeDeed[] = ['close', 'stop', 'archive'];

function isLifeDeed(deed: JourneyDeed): deed is LifeDeed {
  return deed !== 'publish';
}

/** Key of the one deed that is about a version. */
const UNDO_MOVE = 'undoMove';

interface DeedMenuProps {
  /** the version whose taking over of the people inside can be undone */
  undoableMove: number | null;
  /** what the server allows now (language.md §8) */
  deeds: readonly JourneyDeed[];
  changed(): void;
}

/** What can be done with the journey as a whole; each deed says its consequences before it is done. */
export function DeedMenu({ deeds: allowed, undoableMove, changed }: DeedMenuProps) {
  const { t } = useEditorWords();
  const { modal, message } = App.useApp();
  const port = useEditorPort();
  const store = useEditorStore();
  const [isResuming, setResuming] = useState(false);
  const [undoing, setUndoing] = useState<number | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const deeds = allowed.filter(isLifeDeed);
  if (deeds.length === 0 && undoableMove === null) return null;

  const carryOut = async (deed: LifeDeed) => {
    try {
      const result = await port.changeState(store.getState().history.present.id, deed);
      if (!result.ok) {
        void message.error(result.problems.map(({ text }) => text).join(' '));
      }
      changed();
    } catch {
      void message.error(t('deed.failed'));
    }
  };
  const ask = (deed: LifeDeed) => {
    if (deed === 'resume') return setResuming(true);
    modal.confirm({
      title: t(`deed.${deed}Title`),
      content: <p>{t(`deed.${deed}Text`)}</p>,
      okText: t(`deed.${deed}`),
      cancelText: t('page.cancel'),
      okButtonProps: { danger: DANGEROUS.includes(deed) },
      onOk: () => carryOut(deed),
    });
  };
  const undo =
    undoableMove === null
      ? []
      : [{ key: UNDO_MOVE, label: `${t('undoMove.open', { version: undoableMove })}…` }];
  return (
    <>
      <Suspense>
        {isResuming && (
          <>
            <FocusBack opener={opener} />
            <ResumeDialog close={() => setResuming(false)} changed={changed} />
          </>
        )}
        {undoing !== null && (
          <>
            <FocusBack opener={opener} />
            <UndoMoveDialog version={undoing} close={() => setUndoing(null)} changed={changed} />
          </>
        )}
      </Suspense>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...undo,
            ...deeds.map((deed) => ({ key: deed, label: t(`deed.${deed}`), danger: deed === 'stop' })),
          ],
          // the other keys are the deeds
          onClick: ({ key }) => (key === UNDO_MOVE ? setUndoing(undoableMove) : ask(key as LifeDeed)),
        }}
      >
        <Button
          ref={opener}
          type="text"
          icon={<EllipsisOutlined aria-hidden />}
          aria-label={t('page.actions')}
        />
      </Dropdown>
    </>
  );
}
