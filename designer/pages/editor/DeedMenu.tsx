import { EllipsisOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { JourneyDeed } from '../../../shared/api/journeys.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditorPort, useEditorStore } from './EditorContext.tsx';
import type { LifeDeed } from './editorPort.ts';

const ResumeDialog = lazy(() =>
  import('./ResumeDialog.tsx').then((module) => ({ default: module.ResumeDialog })),
);

const DANGEROUS: readonly LifeDeed[] = ['close', 'stop', 'archive'];

function isLifeDeed(deed: JourneyDeed): deed is LifeDeed {
  return deed !== 'publish';
}

interface DeedMenuProps {
  /** what the server allows now (language.md §8) */
  deeds: readonly JourneyDeed[];
  changed(): void;
}

/** What can be done with the journey as a whole; each deed says its consequences before it is done. */
export function DeedMenu({ deeds: allowed, changed }: DeedMenuProps) {
  const { t } = useEditorWords();
  const { modal, message } = App.useApp();
  const port = useEditorPort();
  const store = useEditorStore();
  const [isResuming, setResuming] = useState(false);
  const deeds = allowed.filter(isLifeDeed);
  if (deeds.length === 0) return null;

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
  return (
    <>
      <Suspense>{isResuming && <ResumeDialog close={() => setResuming(false)} changed={changed} />}</Suspense>
      <Dropdown
        trigger={['click']}
        menu={{
          items: deeds.map((deed) => ({ key: deed, label: t(`deed.${deed}`), danger: deed === 'stop' })),
          // the keys are the deeds
          onClick: ({ key }) => ask(key as LifeDeed),
        }}
      >
        <Button type="text" icon={<EllipsisOutlined aria-hidden />} aria-label={t('page.actions')} />
      </Dropdown>
    </>
  );
}
