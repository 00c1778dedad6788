import { App, Button, Modal } from 'antd';
import { changeJourney } from '../../commands/changeJourney.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';

/** Two people, or two windows, changed one draft: nobody's work is overwritten without being asked. */
export function ConflictDialog({ reload }: { reload(): void }) {
  const { t } = useEditorWords();
  const { message } = App.useApp();
  const port = useEditorPort();
  const store = useEditorStore();
  const isConflict = useEditor((state) => state.save.status === 'conflict');
  const keepMine = async () => {
    const mine = store.getState().history.present;
    try {
      const name = t('conflict.copyName', { name: mine.name }).slice(0, 200);
      port.openJourney(await port.saveAsCopy(changeJourney(mine, { name })));
    } catch {
      void message.error(t('conflict.copyFailed'));
    }
  };
  return (
    <Modal
      open={isConflict}
      title={t('conflict.title')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={[
        <Button key="reload" onClick={reload}>
          {t('conflict.reload')}
        </Button>,
        <Button key="copy" type="primary" onClick={() => void keepMine()}>
          {t('conflict.copy')}
        </Button>,
      ]}
    >
      <p>{t('conflict.text')}</p>
    </Modal>
  );
}
